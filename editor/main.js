// What `affiche serve --edit` takes from CodeMirror 6: an editor in the place of a textarea, which stays the field that is sent.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Language, LanguageSupport, HighlightStyle, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration, EditorView, MatchDecorator, ViewPlugin, drawSelection, highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM, parser as markdown } from "@lezer/markdown";
import { parser as yaml } from "@lezer/yaml";

const colours = HighlightStyle.define([
  { tag: tags.heading, class: "t-heading" },
  { tag: tags.strong, class: "t-strong" },
  { tag: tags.emphasis, class: "t-emphasis" },
  { tag: [tags.link, tags.url, tags.labelName], class: "t-link" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.punctuation], class: "t-mark" },
  { tag: [tags.comment], class: "t-comment" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], class: "t-key" },
]);

const parsers = {
  md: markdown.configure(GFM),
  yaml: yaml,
};
const languages = Object.fromEntries(
  Object.entries(parsers).map(([name, parser]) => [
    name,
    new LanguageSupport(new Language(defineLanguageFacet(), parser, [], name)),
  ]),
);

// What Affiche puts in: facts, references to sections, ids of headings.
const putIn = new MatchDecorator({
  regexp: /\{\{[^{}]*\}\}|\[\]\(#[^()\s]*\)|\{#[\w:.-]+\}/g,
  decoration: Decoration.mark({ class: "t-put-in" }),
});
const showPutIn = ViewPlugin.define(
  (view) => ({
    decorations: putIn.createDeco(view),
    update(change) {
      this.decorations = putIn.updateDeco(change, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

const setProblems = StateEffect.define();
const problems = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) marks = marksOf(effect.value, transaction.state.doc);
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// Each problem has a line and a column from 1 in this editor, and how many characters it is about.
function marksOf(found, doc) {
  const ranges = [];
  for (const { line, column, span, severity } of found) {
    if (line < 1 || line > doc.lines) continue;
    const at = doc.line(line);
    ranges.push(Decoration.line({ class: `t-line-${severity}` }).range(at.from));
    const start = Math.min(at.to, at.from + Math.max(0, column - 1));
    const end = Math.min(at.to, start + (column ? span : at.length));
    if (start < end) ranges.push(Decoration.mark({ class: `t-problem-${severity}` }).range(start, end));
  }
  return Decoration.set(ranges, true);
}

export function editorIn(textarea, { label, nonce, firstLine, changed, save }) {
  const view = new EditorView({
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        history(),
        drawSelection(),
        highlightSpecialChars(),
        lineNumbers({ formatNumber: (number) => String(number + firstLine() - 1) }),
        keymap.of([
          { key: "Mod-s", run: () => (save(), true), preventDefault: true },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({
          "aria-label": label,
          lang: textarea.lang,
          dir: textarea.dir || "ltr",
          spellcheck: textarea.dataset.kind === "md" ? "true" : "false",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            textarea.value = update.state.sliceDoc();
            changed(update);
          }
        }),
        languages[textarea.dataset.kind],
        syntaxHighlighting(colours),
        showPutIn,
        problems,
      ],
    }),
  });
  textarea.hidden = true;
  textarea.after(view.dom);
  return {
    focus: () => view.focus(),
    showProblems: (found) => view.dispatch({ effects: setProblems.of(found) }),
    goTo(line, column) {
      const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      const place = Math.min(at.to, at.from + Math.max(0, column - 1));
      view.dispatch({ selection: { anchor: place }, effects: EditorView.scrollIntoView(place, { y: "center" }) });
      view.focus();
    },
    renumber: () => view.dispatch({ effects: StateEffect.define().of(null) }),
  };
}
