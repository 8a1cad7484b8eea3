import { html, type Markup } from "./markup";

/** What the colours and lines of a picture mean; a sign and its words stay on one line. */
export function legend(entries: readonly (readonly [key: string, text: string])[]): Markup {
  return html`<p class="legend">
    ${entries.map(([key, text]) => html`<span class="entry"><span class="key ${key}"></span>${text}</span> `)}
  </p>`;
}
