"""Knowledge of the text on a Form 4: the form's own wording, the characters its cells can hold, its footnote marks."""
