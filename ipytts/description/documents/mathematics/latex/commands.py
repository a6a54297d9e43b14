r"""What the commands of LaTeX do with the text after them, by their names without the backslash."""

from __future__ import annotations

from types import MappingProxyType

# Their argument is set in another style. Words in the first ones stay words: \mathrm{softmax}.
STYLES = MappingProxyType(
    {
        **dict.fromkeys(("mathrm", "operatorname", "mathsf", "mathtt", "mathit", "mathup", "rm"), "upright"),
        **dict.fromkeys(("mathbf", "bm", "boldsymbol", "pmb", "vb", "vu", "bold", "symbf"), "bold"),
        **dict.fromkeys(("mathbb", "Bbb", "mathds", "mathbbm", "mathbbmss", "symbb"), "blackboard"),
        **dict.fromkeys(("mathcal", "mathscr", "mathfrak", "mathnormal", "scr", "frak", "cal"), "script"),
    }
)
# They set the style of what follows in their group.
SWITCHES = MappingProxyType(
    {
        "rm": "upright",
        "sf": "upright",
        "tt": "upright",
        "bf": "bold",
        "it": "",
        "cal": "script",
        "frak": "script",
        "mit": "",
    }
)
TEXTS = frozenset(
    ["text", "textrm", "textbf", "textit", "texttt", "textsf", "textnormal", "textsc", "textup", "textmd",
     "mbox", "hbox", "fbox", "emph", "intertext", "shortintertext", "textsl"]
)  # fmt: skip
ACCENTS = MappingProxyType(
    {
        **dict.fromkeys(("hat", "widehat", "^"), "hat"),
        **dict.fromkeys(("bar", "overline", "overbar", "¯"), "bar"),
        **dict.fromkeys(("tilde", "widetilde"), "tilde"),
        **dict.fromkeys(("vec", "overrightarrow", "va", "vv"), "vector"),
        **dict.fromkeys(("check", "widecheck"), "check"),
        **dict.fromkeys(("cancel", "bcancel", "xcancel", "sout"), "crossed out"),
        **dict.fromkeys(("underline", "underbar"), "underlined"),
        "dot": "dot",
        "ddot": "double dot",
        "dddot": "triple dot",
        "breve": "breve",
        "acute": "acute",
        "grave": "grave",
        "mathring": "ring",
        "overleftarrow": "left arrow",
        "overleftrightarrow": "double arrow",
    }
)
# How many arguments follow, and which of them is shown.
SHOWN_ARGUMENT = MappingProxyType(
    {
        **dict.fromkeys(
            ("boxed", "mathop", "mathbin", "mathrel", "mathord", "mathopen", "mathclose"), (1, 0)
        ),
        **dict.fromkeys(("mathpunct", "mathinner", "smash", "llap", "rlap", "clap", "mathclap"), (1, 0)),
        **dict.fromkeys(
            ("mathllap", "mathrlap", "ensuremath", "vcenter", "lefteqn", "qty", "quantity"), (1, 0)
        ),
        **dict.fromkeys(
            ("textcolor", "colorbox", "class", "cssId", "style", "href", "texorpdfstring"), (2, 1)
        ),
        **dict.fromkeys(("fcolorbox", "bbox"), (1, 0)),
        **dict.fromkeys(("enclose", "raisebox", "hyperref"), (2, 1)),
        "mathchoice": (4, 0),
        **dict.fromkeys(("red", "blue", "green", "darkblue", "purple", "orange", "gray", "pink"), (1, 0)),
        **dict.fromkeys(
            ("label", "require", "phantom", "hphantom", "vphantom", "color", "hspace", "vspace"), (1, -1)
        ),
        **dict.fromkeys(
            ("cite", "citep", "citet", "cline", "pagecolor", "definecolor", "usepackage"), (1, -1)
        ),
        **dict.fromkeys(("mspace", "bookmark", "footnote", "begingroup", "phantomsection", "vskip"), (1, -1)),
        **dict.fromkeys(("rule", "sideset", "setlength", "addtolength", "newenvironment"), (2, -1)),
    }
)
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "flatfrac"})
BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
INFIX = MappingProxyType({"over": True, "choose": False, "atop": False, "brack": False, "brace": False})
# A formula with another above or below it.
STACKS = frozenset(
    {"overset", "underset", "stackrel", "overbrace", "underbrace", "overbracket", "underbracket"}
)
ARROWS = MappingProxyType(
    {
        **dict.fromkeys(("xrightarrow", "xlongrightarrow"), "to"),
        **dict.fromkeys(("xleftarrow",), "gets"),
        **dict.fromkeys(("xRightarrow",), "implies"),
        **dict.fromkeys(("xLeftrightarrow",), "iff"),
        **dict.fromkeys(("xleftrightarrow", "xrightleftharpoons"), "rightleftharpoons"),
        **dict.fromkeys(("xmapsto",), "mapsto"),
        **dict.fromkeys(("xlongequal",), "="),
        **dict.fromkeys(("xhookrightarrow",), "hookrightarrow"),
    }
)
# Brackets around an argument, from the packages physics, braket and mathtools.
FENCES = MappingProxyType(
    {
        "bra": ("langle", "|"),
        "Bra": ("langle", "|"),
        "ket": ("|", "rangle"),
        "Ket": ("|", "rangle"),
        "braket": ("langle", "rangle"),
        "Braket": ("langle", "rangle"),
        "ev": ("langle", "rangle"),
        "expval": ("langle", "rangle"),
        "abs": ("|", "|"),
        "norm": ("‖", "‖"),
        "floor": ("lfloor", "rfloor"),
        "ceil": ("lceil", "rceil"),
        "set": ("lbrace", "rbrace"),
        "Set": ("lbrace", "rbrace"),
        "comm": ("[", "]"),
        "inner": ("langle", "rangle"),
    }
)
SIZES = frozenset(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
PAUSES = frozenset({"quad", "qquad", "newline", "par"})
# They change how a formula looks, and nothing else.
IGNORED = frozenset(
    ["displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "nonumber",
     "notag", "noindent", "hline", "hfill", "hfil", "vfill", "strut", "mathstrut", "allowbreak",
     "nobreak", "centering", "thinspace", "medspace", "thickspace", "enspace", "negthinspace",
     "negmedspace", "negthickspace", "relax", "null", "smallskip", "small", "large", "Large", "LARGE",
     "huge", "Huge", "tiny", "footnotesize", "scriptsize", "normalsize", "break", "protect", "space",
     "nobreakspace", "hdashline", "toprule", "midrule", "bottomrule", "displaylimits", "normalfont",
     "bfseries", "sffamily", "!", ",", ":", ";", ">", " ", "/", "-", "\n", "(", ")", "[", "]", "@",
     "middle", "left", "right", "long", "begingroup", "endgroup", "expandafter", "boldmath", "unboldmath",
     "ttfamily", "rmfamily", "itshape", "bgroup", "egroup", "medskip", "bigskip", "newpage", "clearpage"]
)  # fmt: skip
DIMENSIONS = frozenset({"kern", "mkern", "hskip", "mskip", "hspace*", "vskip", "raise", "lower"})
