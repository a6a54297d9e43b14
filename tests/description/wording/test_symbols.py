"""Signs in words."""

from __future__ import annotations

import pytest

from ipytts.description.wording.symbols import name_signs

WORDS = {
    "The angle ϕ, the exponent ζ and ϵ.": "The angle phi, the exponent zeta and epsilon.",
    "5.97 × 10²⁴ kg, 10⁻³ s": "5.97 times 10 to the 24 kg, 10 to the minus 3 s",
    "σ² and Δt, 2πr, µ = 3": "sigma squared and delta t, 2 pi r, mu = 3",
    "Σ and Δ, but δ and Δ": "capital sigma and capital delta, but delta and capital delta",
    "ΔG > 0": "delta G > 0",
    "√2, √(x), ∛8": "the square root of 2, the square root of (x), the cube root of 8",
    "x ∈ ℝ, y ∉ A ∪ B": "x in the real numbers, y not in A union B",
    "∀x ∃y, ∞": "for all x there exists y, infinity",
    "n ≥ 30 (p≤0.05), ≈ 5 or x ≠ y": "n is at least 30 (p at most 0.05), about 5 or x is not y",
    "for 0 ≤ x ≤ 1 and 0 < y ≤ 1": "for x from 0 to 1 and y above 0 and at most 1",
    "∑ᵢ₌₁ⁿ xᵢ²": "the sum from i equals 1 to n of x sub i squared",
    "∂f/∂x, ∇f, ∇²u": "partial f over partial x, the gradient of f, the Laplacian of u",
    "𝒙 + 𝔼[y], x̂, ȳ and θ̂": "x + E[y], x hat, y bar and theta hat",
    "CO₂, H₂O, SO₄²⁻, Na⁺ and ¹⁴C": "CO2, H2O, SO4 2 minus, Na plus and C-14",
    "R² and sin²x, Xᵀ, log₂ n": "R squared and sin squared x, X transpose, log base 2 n",
    "3×4, 3 × 4 = 12, 2× faster": "3 by 4, 3 times 4 = 12, 2 times faster",
    "5 € or €5, 20 £, 5‰": "5 euros or €5, 20 pounds, 5 per mille",
    "−5 °C, a − b, ±10 %": "minus 5 °C, a minus b, plus or minus 10 %",
    "51° 30′ 26″, 5′10″, f′": "51 degrees 30 minutes 26 seconds, 5 feet 10 inches, f prime",
    "A → B, A ⇒ B, price ↑": "A to B, A implies B, price up",
    "½ cup, 2⅔ cups": "½ cup, 2 and two thirds cups",
    "① C♯ ✓, 2️⃣ ∆x": "1 C sharp check mark, 2 delta x",
    '("≥ 5", ≤ 3)': '("at least 5", at most 3)',
}


@pytest.mark.parametrize("text", WORDS)
def test_signs_have_words(text: str) -> None:
    assert name_signs(text) == WORDS[text]
    assert name_signs(WORDS[text]) == WORDS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Die Größe beträgt 25 °C (siehe § 5), schön; 60 % über 1º.",
        "Ο μέσος όρος είναι η τιμή που έχει το α και το β.",
        "他说：“你好，世界！”（３．１４）",
        "これは「テスト」です。",
        "مرحبا بالعالم، كيف حالك؟",
        "Цена — €5 «там»",
        "l’été, col·lecció, naïve … – •",
        "plain x^2 <= 3 -> y",
        "one line\n\nand  another\n",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert name_signs(text) == text


def test_footnote_marks_are_not_powers() -> None:
    text = "Smith¹ and Jones² say so.³ It was (so)¹ that"
    assert name_signs(text) == "Smith and Jones say so. It was (so) that"
    assert name_signs("the error² of speed³") == "the error squared of speed cubed"


def test_emoji_are_named_only_where_they_stand_for_a_word() -> None:
    assert name_signs("🚀 Getting started 🎉") == "Getting started"
    assert name_signs("I ❤️ Python! 👍🏽") == "I heart Python! thumbs up"
    assert name_signs("⚠️ Hot. ★★★☆☆") == "warning: Hot. 3 of 5 stars"
    assert name_signs("👩‍💻") == "woman personal computer"


def test_line_breaks_stay_around_signs() -> None:
    assert name_signs("a ∞\n≤ 3\n") == "a infinity\nat most 3\n"
