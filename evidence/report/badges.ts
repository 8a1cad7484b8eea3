import { html, type Markup } from "./markup";
import type { PromiseState } from "./promise-states";

type Tone = "good" | "warn" | "bad" | "open" | "plain";

const PROMISES: Readonly<Record<PromiseState, readonly [Tone, string]>> = {
  kept: ["good", "kept"],
  waived: ["warn", "kept but for a waiver"],
  broken: ["bad", "not kept"],
  missed: ["bad", "not kept in its last drill"],
  undetermined: ["open", "undetermined"],
  unproved: ["open", "not judged by a rule"],
  "handed over": ["plain", "handed over"],
  open: ["warn", "to be handed over, open"],
  outside: ["plain", "outside"],
};

const MEANINGS: Readonly<Record<PromiseState, string>> = {
  kept: "Every rule that stands for its clauses is kept on every resource.",
  waived: "The same, but for an exception that somebody granted, with a reason and an end.",
  broken: "At least one rule is violated; the finding says where.",
  missed: "No rule is violated, and the last drill that exercises it measured something else than was agreed.",
  undetermined: "A rule could not tell; the finding says why.",
  unproved: "Nothing in this page shows that it is kept, and nothing says that it is not.",
  "handed over": "The deployment hands something over with which an application or a person keeps it.",
  open: "An application or a person has to keep it, and what is to be handed over for that does not exist yet.",
  outside: "The organisation's, not the deployment's.",
};

/** A state in a sentence. */
export function promiseMeaning(state: PromiseState): string {
  return MEANINGS[state];
}

/** From the best to what is nobody's here. */
export const promiseStates = Object.keys(PROMISES) as readonly PromiseState[];

const SIGNS: Readonly<Record<Tone, string>> = { good: "✓", warn: "!", bad: "✕", open: "?", plain: "·" };

/** A state as a sign, a word and a colour: any one of them is enough. */
export function badge(tone: Tone, text: string): Markup {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${SIGNS[tone]}</span> ${text}</span>`;
}

/** @param count how many there are of them; @default one, which is not counted */
export function promiseBadge(state: PromiseState, count?: number): Markup {
  return badge(PROMISES[state][0], promiseText(state, count));
}

/** The words of a state, with how many there are of them where that is given: `2 kept but for a waiver`. */
export function promiseText(state: PromiseState, count?: number): string {
  return count === undefined ? PROMISES[state][1] : `${count} ${PROMISES[state][1]}`;
}
