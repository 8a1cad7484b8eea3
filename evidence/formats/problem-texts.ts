import { formatProblems, type Problem } from "../../agreement/problem";
import type { Uncompared } from "../verdict/check-result";

/** A problem of a document on one line, for formats that say themselves where it stands. */
export function problemText({ path, given, allowed, breaks, fixes }: Problem): string {
  const what = path === "" ? "" : `${path}: `;
  const breaking = breaks.length === 0 ? "" : ` Breaks ${breaks.join(", ")}.`;
  return `${what}given ${given}; allowed: ${allowed}.${breaking} ${fixes.join(" Or: ")}`.trimEnd();
}

/** A problem with its place: `stacks/agreements/pct.yaml:14:5 sites[0].role: given …` */
export function placedProblemText(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problemText(problem)}`;
}

/** Why nothing was compared, with every problem in a paragraph of its own. */
export function uncomparedTexts({ because, problems }: Uncompared): readonly string[] {
  const text = `Not compared, only judged: ${because}`;
  return problems.length === 0 ? [`${text}.`] : [`${text}:`, formatProblems(problems)];
}
