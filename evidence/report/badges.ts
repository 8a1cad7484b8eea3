import { html, type Markup } from "./markup";
import type { PromiseState } from "./promise-states";

type Tone = "good" | "warn" | "bad" | "open" | "plain";

const PROMISES: Readonly<Record<PromiseState, readonly [Tone, string]>> = {
  kept: ["good", "kept"],
  waived: ["warn", "kept but for a waiver"],
  broken: ["bad", "not kept"],
  undetermined: ["open", "undetermined"],
  unproved: ["open", "not judged by a rule"],
  "handed over": ["plain", "handed over"],
  open: ["warn", "to be handed over, open"],
  outside: ["plain", "outside"],
};

/** From the best to what is nobody's here. */
export const promiseStates = Object.keys(PROMISES) as readonly PromiseState[];

const SIGNS: Readonly<Record<Tone, string>> = { good: "✓", warn: "!", bad: "✕", open: "?", plain: "·" };

/** A state as a sign, a word and a colour: any one of them is enough. */
export function badge(tone: Tone, text: string): Markup {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${SIGNS[tone]}</span> ${text}</span>`;
}

/** @param count how many there are of them; @default one, which is not counted */
export function promiseBadge(state: PromiseState, count?: number): Markup {
  const [tone, text] = PROMISES[state];
  return badge(tone, count === undefined ? text : `${count} ${text}`);
}
