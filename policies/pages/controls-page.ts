import type { Control } from "../controls/control";
import type { PageSources } from "./rule-page";

const titles = {
  tested: "Controls that rules test",
  process: "Controls that a process evidences",
  outside: "Controls outside of this deployment",
} as const satisfies Readonly<Record<Control["state"], string>>;

const intros = {
  tested: "Each is shown by the rules below it; each of these is tried with at least one sabotage.",
  process: "No resource can show these; what does, and where it comes from, is said with each.",
  outside: "Nothing that is deployed here can show these.",
} as const satisfies Readonly<Record<Control["state"], string>>;

function section(control: Control): string {
  const head = `## ${control.id}\n${control.meaning}.`;
  switch (control.state) {
    case "tested":
      return [
        head,
        "",
        `${control.claim}.`,
        ...(control.process === undefined ? [] : [`Besides: ${control.process}.`]),
        ...(control.analyses.length === 0 ? [] : [`Analyses: ${control.analyses.join(", ")}.`]),
        "",
        ...control.rules.map((id) => `- [${id}](../rules/${id}.md)`),
      ].join("\n");
    case "process":
      return `${head}\n\n${control.evidence}.`;
    case "outside":
      return `${head}\n\n${control.reason}.`;
  }
}

/** The page of one state in which controls can be. */
export function controlsPage(state: Control["state"], { controls }: PageSources): string {
  const own = controls.filter((control) => control.state === state);
  return `# ${titles[state]}

ISO/IEC 27001:2022, Annex A, meanings in our own words. ${intros[state]}

${own.map(section).join("\n\n")}
`;
}

export const controlStates = Object.keys(titles) as readonly Control["state"][];
