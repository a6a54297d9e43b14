from __future__ import annotations

import pytest

from ipytts.description.documents.figure_code import describe_figures_code


def words(source: str, language: str = "python") -> str:
    text = describe_figures_code(source, 1, language)[0]
    return text.removeprefix("From the code: ")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plt.plot(months, rainfall)", "a line chart of rainfall by months."),
        ("plt.plot(df['month'], df.rainfall.values)", "a line chart of rainfall by month."),
        ("plt.plot(rainfall, 'o')", "a scatter plot of rainfall."),
        ("plt.plot(x, y, 'b.', linewidth=3)", "a scatter plot of y against x."),
        ("plt.plot(x, y, style)", "a plot of y by x."),
        ("plt.plot(rainfall, 'o-')", "a line chart of rainfall."),
        ("plt.plot(x, lin_a * x + lin_b)", "a line chart by x."),
        ("plt.bar(df.index, df['rain'])\nplt.ylabel('mm')", "a bar chart of rain; y is mm."),
        ("plt.barh(cities, rain)", "a horizontal bar chart of rain by cities."),
        ("plt.hist(weights, bins=20)\nplt.title('Weights of 20 gulls')",
         "a histogram of weights, titled “Weights of 20 gulls”."),
        ("plt.scatter(X[:, 0], X[:, 1], c=cluster)",
         "a scatter plot of the second column of X against the first, colored by cluster."),
        ("plt.scatter(a[:, 0], a[:, 1])\nplt.scatter(b[:, 0], b[:, 1])", "a scatter plot of a and b."),
        ("plt.scatter(x, y)\nplt.plot(x, y_hat)", "a scatter plot of y against x with a line of y hat by x."),
        ("plt.plot(x, np.sin(x))\nplt.plot(x, x ** 2)",
         "a line chart of the sine of x and x squared by x."),
        ("for city in cities:\n    plt.plot(days, rain[city], label=city)",
         "a line chart by days, one line for each city."),
        ("plt.semilogy(epochs, loss)", "a line chart of loss by epochs; y is on a logarithmic scale."),
        ("plt.imshow(img)\nplt.axis('off')", "a picture."),
        ("plt.imshow(distances, cmap='hot')", "an image of distances."),
        ("plt.pie(votes, labels=parties)", "a pie chart of votes by parties."),
        ("plt.fill_between(t, 0, demand)", "a filled area of demand by t."),
        ("ax = plt.axes(projection='3d')\nax.scatter(a, b, c)", "a scatter plot in three dimensions."),
        ("plt.imshow(WordCloud().generate(text))", "a word cloud."),
        ("plt.plot(t, v)\nplt.title(f'Run {n}')", "a line chart of v by t."),
        ("plt.plot(t, v, 'r-', t, w, 'g-')", "a line chart of several lines by t."),
        ("plt.plot(t, v)\nplt.xlabel(r'time $\\longrightarrow$')", "a line chart of v by time."),
    ],
)  # fmt: skip
def test_calls_of_pyplot_are_named(source: str, expected: str) -> None:
    assert words(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("fig, ax = plt.subplots()\nax.plot(t, v)\nax.set(xlabel='time in s', title='A fall')",
         "a line chart of v by time in s, titled “A fall”."),
        ("fig, (a, b) = plt.subplots(1, 2)\na.hist(ages)\nb.boxplot(fares)\nfig.suptitle('Titanic')",
         "2 panels, titled “Titanic”: a histogram of ages; a box plot of fares."),
        ("plt.subplot(211)\nplt.plot(a)\nplt.subplot(212)\nplt.plot(b)",
         "2 panels: a line chart of a; a line chart of b."),
        ("fig, axs = plt.subplots(3, 4)\nfor ax, name in zip(axs.flat, names):\n    ax.hist(df[name])",
         "a grid of 3 by 4 panels with histograms, one for each name."),
        ("for i in range(6):\n    plt.subplot(2, 3, i + 1)\n    plt.imshow(digits[i])",
         "6 images from digits in 2 rows and 3 columns."),
        ("def draw(x, y):\n    plt.scatter(x, y)\n    plt.xlabel('cm')\ndraw(length, width)",
         "a scatter plot of width against length; x is cm."),
        ("plot_boundary(model, X)\nplt.title('A tree')",
         "a figure made by the function plot boundary, titled “A tree”."),
        ("f, axs = plt.subplots(2, 2)\nfor i in a:\n    b = axs[i, 0]\n    b.plot(v)\n    axs[i, 1].hist(v)",
         "a grid of 2 by 2 panels with line charts and histograms."),
        ("with plt.style.context('ggplot'):\n    plt.hist(x)", "a histogram of x."),
        ("%matplotlib inline\n!ls\n%time plt.hist(x)", "a histogram of x."),
    ],
)  # fmt: skip
def test_panels_functions_and_magics_are_read(source: str, expected: str) -> None:
    assert words(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("df.plot(x='year', y='sales', kind='bar')", "a bar chart of sales by year."),
        ("df.plot.scatter(x='carat', y='price')", "a scatter plot of price against carat."),
        ("df['price'].plot()", "a line chart of price."),
        ("forecast.plot()", "a plot of forecast."),
        ("df.groupby('cut')['price'].mean().plot(kind='barh')",
         "a horizontal bar chart of mean price by cut."),
        ("df.cut.value_counts().plot.bar()", "a bar chart of the counts of cut."),
        ("df.hist(figsize=(9, 9))", "a histogram of each column of numbers."),
        ("df.boxplot(column='price', by='cut')", "a box plot of price by cut."),
        ("sns.lineplot(data=df, x='day', y='steps', hue='person')",
         "a line chart of steps by day, colored by person."),
        ("sns.displot(df, x='mass', kind='kde', col='sex')", "a density plot of mass, in panels by sex."),
        ("sns.countplot(x='cut', data=df)", "a bar chart of counts for cut."),
        ("sns.boxplot('day', 'steps', data=df)", "a box plot of steps by day."),
        ("sns.factorplot('day', data=visits, kind='count')", "a bar chart of counts for day."),
        ("sns.heatmap(df.corr(), annot=True)", "a heat map of correlations."),
        ("sns.pairplot(penguins, hue='species')",
         "a matrix of scatter plots for penguins, colored by species."),
        ("sns.jointplot(x='mass', y='bill', data=df, kind='hex')",
         "a hexbin plot of bill by mass, with the distributions at its edges."),
        ("px.scatter(df, x='gdp', y='life', color='continent', title='Lives')",
         "a scatter plot of life against gdp, colored by continent, titled “Lives”."),
        ("fig = px.bar(df, x='year', y='sales')\nfig.update_layout(width=400)\nfig.show()",
         "a bar chart of sales by year."),
        ("alt.Chart(cars).mark_bar().encode(x='origin:N', y='mean(power):Q')",
         "a bar chart of mean of power by origin."),
        ("alt.Chart(cars).mark_circle().encode(alt.X('power'), alt.Y('speed'), color=alt.value('red'))",
         "a scatter plot of speed against power."),
        ("(ggplot(df, aes('wt', 'mpg', color='gear')) + geom_point() + labs(title='Cars'))",
         "a scatter plot of mpg against wt, colored by gear, titled “Cars”."),
        ("nx.draw(friends, pos, with_labels=True)", "a drawing of a network of friends."),
        ("RocCurveDisplay.from_estimator(model, X, y)", "an ROC curve."),
        ("ConfusionMatrixDisplay(cm, display_labels=names).plot()", "a confusion matrix."),
        ("plot_tree(model)", "a drawing of a decision tree."),
    ],
)  # fmt: skip
def test_calls_of_other_libraries_are_named(source: str, expected: str) -> None:
    assert words(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ggplot(mpg, aes(x = displ, y = hwy)) +\n  geom_point(aes(colour = class)) + ggtitle('Fuel')",
         "a scatter plot of hwy against displ, colored by class, titled “Fuel”."),
        ("ggplot(diamonds) + geom_bar(aes(cut)) # counts", "a bar chart of counts for cut."),
        ("df %>% filter(a > 1) %>% ggplot(aes(a)) + geom_histogram() + labs(x = 'Age') + facet_wrap(~sex)",
         "a histogram of Age, in panels by sex."),
        ("hist(faithful$eruptions, main = 'Old Faithful')",
         "a histogram of eruptions, titled “Old Faithful”."),
        ("boxplot(len ~ dose, data = ToothGrowth)", "a box plot of len by dose."),
        ("x <- rnorm(10)", ""),
    ],
)  # fmt: skip
def test_charts_of_r_are_named(source: str, expected: str) -> None:
    assert words(source, "R") == expected


@pytest.mark.parametrize(
    "source",
    ["", "x = 1", "if wide:\n    plt.plot(a)\nelse:\n    plt.bar(a, b)", "plt.plot(", "fig", "plt.figure()",
     "def draw():\n    plt.plot(x)", "model.fit(X, y)", "print('plot')", "(" * 5_000],
)  # fmt: skip
def test_unknown_pictures_have_no_words(source: str) -> None:
    assert describe_figures_code(source, 1) == [""]


def test_other_languages_have_no_words() -> None:
    assert describe_figures_code("plot(x)", 1, "julia") == [""]


def test_several_pictures_have_words_in_their_order() -> None:
    source = "plt.hist(ages)\nplt.show()\nplt.figure()\nplt.pie(votes)\nsns.lmplot(x='a', y='b', data=df)"
    assert describe_figures_code(source, 3) == [
        "From the code: a histogram of ages.",
        "From the code: a pie chart of votes.",
        "From the code: a scatter plot with a regression line of b against a.",
    ]
    assert describe_figures_code(source, 2) == ["", ""]


def test_pictures_of_a_loop_have_the_same_words() -> None:
    source = (
        "for name in names:\n    plt.figure()\n    plt.hist(df[name])\n    plt.title(name)\n    plt.show()"
    )
    assert describe_figures_code(source, 4) == ["From the code: a histogram."] * 4


def test_sentences_are_short() -> None:
    title, label = "A long title " * 6, "an axis that has a long name " * 4
    source = f"plt.plot({'x' * 80}, {'y' * 80})\nplt.title('{title}')\nplt.xlabel('{label}')"
    (text,) = describe_figures_code(source, 1)
    assert len(text) <= 200
    assert text.endswith((".", "…"))


@pytest.mark.parametrize(
    ("earlier", "source", "expected"),
    [
        ("rain_column = 'Rain in mm'", "plt.hist(weather[rain_column])", "a histogram of Rain in mm."),
        ("x_col, y_col = 'wing', 'mass'", "sns.scatterplot(data=birds, x=x_col, y=y_col)",
         "a scatter plot of mass against wing."),
        ("name = 'wing'\nname = choose()", "plt.hist(birds[name])", "a histogram."),
        ("def plot_tree(ring_widths):\n    plt.step(years, ring_widths)", "plot_tree(oak)",
         "a step chart of oak by years."),
        ("def plot_model(m):\n    m.paint()", "plot_model(net)", "a figure made by the function plot model."),
        ("def show_leaf(i):\n    plt.imshow(leaves[i])", "show_leaf(3)", "an image from leaves."),
        ("def draw(ax, dark=False):\n    if dark:\n        ax.hist(a)\n    else:\n        ax.plot(t, wind)",
         "fig, axs = plt.subplots(1, 2)\ndraw(axs[0])\ndraw(axs[1], dark=True)",
         "2 panels: a line chart of wind by t; a histogram of a."),
        ("def draw_wall():\n    plt.plot(*walls())", "draw_wall()",
         "a line chart, drawn by the function draw wall."),
        ("p = ggplot(birds, aes('wing', 'mass')) + geom_point()", "p.show()",
         "a scatter plot of mass against wing."),
        ("chart = alt.Chart(df).mark_bar().encode(x='day', y='rain')", "display(chart)",
         "a bar chart of rain by day."),
    ],
)  # fmt: skip
def test_definitions_of_earlier_cells_are_used(earlier: str, source: str, expected: str) -> None:
    (text,) = describe_figures_code(source, 1, earlier=["import numpy", earlier])
    assert text.removeprefix("From the code: ") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("for name in ['wing', 'mass']:\n    sns.kdeplot(df[name], label=name)",
         "a density plot of wing and mass."),
        ("fig, axs = plt.subplots(1, 2)\nfor ax, name in zip(axs, ['a1', 'b1']):\n    ax.hist(df[name])",
         "2 panels: a histogram of a1; a histogram of b1."),
        ("f, axs = plt.subplots(2, 3)\nfor ax, c in zip(axs.flat, 'a b'.split()):\n    ax.hist(df[c])",
         "a grid of 2 by 3 panels with histograms."),
        ("f, axs = plt.subplots(3)\nfor a, c in zip(axs, ['x1', 'y1', 'z1']):\n    a.pie(d, labels=c)",
         "3 pie charts of d one above the other."),
        ("for i in range(12):\n    plt.subplot(3, 4, i + 1)\n    plt.imshow(shells[i].reshape(8, 8))",
         "12 images from shells in 3 rows and 4 columns."),
        ("for i in range(n):\n    plt.subplot(3, 4, i + 1)\n    plt.imshow(shells[i])",
         "images from shells in a grid of 3 by 4."),
        ("plt.plot(t, wind)\nplt.ylabel('Wind')\nb = plt.twinx()\nb.plot(t, rain)\nb.set_ylabel('Rain')",
         "a line chart of wind and rain by t; y is Wind and Rain."),
        ("plt.subplot(131)\nplt.plot(a)\nplt.subplot(132)\nplt.hist(b)\nplt.subplot(133)\nplot_sky(c)",
         "several panels: a line chart of a; a histogram of b."),
        ("for label in labels:\n    plt.plot(t, rain[label])", "a line chart of several lines by t."),
        ("if has_wind:\n    plt.plot(t, wind)", "a line chart of wind by t."),
        ("if has_wind:\n    plt.plot(t, wind)\nelse:\n    print('calm')", "a line chart of wind by t."),
        ("plt.scatter(X[:, 2], X[:, 3])\nplt.xlabel('Wing length')\nplt.ylabel('Mass')",
         "a scatter plot of Mass against Wing length."),
        ("y = df['mass']\nx = df['wing'].values\nplt.scatter(x, y)", "a scatter plot of mass against wing."),
        ("for city in cities:\n    if city.is_big:\n        continue\n    plt.plot(t, wind[city])",
         "a line chart by t, one line for each city."),
    ],
)  # fmt: skip
def test_loops_and_conditions_are_read_as_far_as_they_are_known(source: str, expected: str) -> None:
    assert words(source) == expected


def test_number_signs_in_texts_of_r_are_no_comments() -> None:
    assert words("hist(x, main = 'Site #3') # a comment", "R") == "a histogram of x, titled “Site number 3”."


def test_figure_that_is_the_value_of_its_cell_has_the_same_words_twice() -> None:
    source = "fig, ax = plt.subplots()\nax.hist(ages)\nfig"
    assert describe_figures_code(source, 2) == ["From the code: a histogram of ages."] * 2
    assert describe_figures_code(source.removesuffix("fig"), 2) == ["", ""]


def test_loops_that_are_too_long_have_no_words() -> None:
    source = "for a in range(90):\n    for b in range(90):\n        f(a, b)\nplt.hist(ages)"
    assert describe_figures_code(source, 1) == ["From the code: a histogram of ages."]
