import type { Journal, JournalStep, PathStep, Result, TenantResult } from "./journal";

/** From here on hours are counted in days as well. */
const MANY_HOURS = 48;

/** Minutes as people read them: `35 min`, `4 h 5 min`, `30 s`, `3 d 1 h 23 min`. */
export function minutesText(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  if (seconds < 60) return `${seconds} s`;
  if (seconds >= MANY_HOURS * 3600) {
    const days = Math.floor(seconds / 86_400);
    const left = seconds - days * 86_400;
    return left === 0 ? `${days} d` : `${days} d ${minutesText(left / 60)}`;
  }
  const [hours, rest] = [Math.floor(seconds / 3600), Math.round((seconds % 3600) / 6) / 10];
  return hours === 0 ? `${rest} min` : `${hours} h ${rest} min`;
}

/** A measured value with its unit. */
export function valueText(value: number, unit: Result["unit"]): string {
  if (unit === "minutes") return minutesText(value);
  if (value === 0) return "none";
  return `${value} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
}

/** A drill as a person reads it. */
export function reportText(journal: Journal): string {
  const { drill, title, status, reason, interruptions, timeline } = journal;
  const lines = [
    `${title}: ${drill.platform}, environment ${drill.environment}`,
    `${status.toUpperCase()}${reason === undefined ? "" : `: ${reason}`}`,
    `Scenario ${drill.scenario}, seed ${drill.seed}, ${journal.started}${journal.ended === undefined ? "" : ` to ${journal.ended}`}`,
    ...(interruptions.length === 0 ? [] : [`Interrupted and taken up again: ${interruptions.join(", ")}`]),
    "",
    "Hypothesis and what was measured",
    ...journal.results.map(resultLine),
    "",
    "Timeline (on the cloud's clock)",
    ...timelineLines(timeline),
    ...section("Tenants", journal.tenants.map(tenantLine)),
    ...section(pathTitle(journal), pathLines(journal.criticalPath)),
    // Of a path of few steps it would say everything twice.
    ...section("The longest steps", journal.criticalPath.length > 5 ? journal.longestSteps.map(pathLine) : []),
    ...section("What limits it", journal.limits),
    ...section("Not measured", journal.notMeasured),
    ...section(`Not run in ${drill.environment}`, journal.notRun ?? []),
    ...section("Left behind", journal.leftBehind),
    ...section(
      "Steps, and how long each took on the cloud's clock",
      journal.steps.flatMap((each) => [stepLine(each), ...each.notes.map((note) => `    ${note}`)]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function resultLine({ what, agreed, measured, margin, unit, verdict, clause }: Result): string {
  const values = [
    measured === undefined ? "not measured" : valueText(measured, unit),
    ...(agreed === undefined ? [] : [`agreed ${valueText(agreed, unit)}`]),
    ...(margin === undefined || unit !== "minutes"
      ? []
      : [`margin ${margin < 0 ? "-" : ""}${minutesText(Math.abs(margin))}`]),
  ];
  return `  ${verdict.padEnd(12)} ${what}: ${values.join(", ")} (${clause})`;
}

function timelineLines({ fault, detected, decided, restored, healthy, back }: Journal["timeline"]): readonly string[] {
  const rows: readonly (readonly [string, string | undefined, (string | undefined)?])[] = [
    ["fault", fault],
    ["noticed", detected?.at, detected?.by],
    ["decided", decided],
    ["restored", restored],
    ["healthy", healthy],
    ["back", back],
  ];
  return rows.flatMap(([name, at, more]) => {
    if (at === undefined) return [];
    const after =
      fault === undefined || name === "fault" ? "" : `  +${minutesText((Date.parse(at) - Date.parse(fault)) / 60_000)}`;
    return [`  ${name.padEnd(9)} ${at}${after}${more === undefined ? "" : `  by ${more}`}`];
  });
}

function tenantLine(tenant: TenantResult): string {
  const { code, lost, written, holes, resolutionSeconds, newestSurviving, recoveryPointMinutes, recoveryTimeMinutes } =
    tenant;
  const lostWork =
    recoveryPointMinutes === undefined ? "nothing survived" : `${minutesText(recoveryPointMinutes)} of work lost`;
  return (
    `${code}: ${lostWork}, newest survivor ${newestSurviving ?? "none"} (to ${resolutionSeconds} s); ` +
    `${lost} of ${written} markers lost, ${holes.length} holes; ` +
    `served again ${recoveryTimeMinutes === undefined ? "never" : `after ${minutesText(recoveryTimeMinutes)}`}`
  );
}

/** A drill that restores nothing ends with people who know. */
function pathTitle({ timeline }: Journal): string {
  return timeline.healthy === undefined
    ? "What decided how long it took"
    : "Critical path, from the fault to the first healthy answer";
}

function stepLine({ phase, text, status, started, ended }: JournalStep): string {
  const minutes = started === undefined || ended === undefined ? 0 : (Date.parse(ended) - Date.parse(started)) / 60_000;
  return `${phase}: ${text} (${status}${minutes > 0 ? `, ${minutesText(minutes)}` : ""})`;
}

/** From here on a step stands on a line of its own, in minutes. */
const WORTH_A_LINE = 1;

/** Steps in order; neighbours that are all short stand together. */
function pathLines(path: readonly PathStep[]): readonly string[] {
  const groups: PathStep[][] = [];
  for (const step of path) {
    const last = groups.at(-1);
    const isShort = step.minutes < WORTH_A_LINE;
    if (isShort && last?.every(({ minutes }) => minutes < WORTH_A_LINE) === true) last.push(step);
    else groups.push([step]);
  }
  return groups.map((group) => {
    const [first, second] = group;
    if (first === undefined) return "";
    if (second === undefined) return pathLine(first);
    const minutes = group.reduce((sum, step) => sum + step.minutes, 0);
    const last = group.at(-1)?.name ?? "";
    return pathLine({ ...first, name: `${group.length} short steps from "${first.name}" to "${last}"`, minutes });
  });
}

function pathLine({ name, minutes, source }: PathStep): string {
  return `${minutesText(minutes).padStart(10)}  ${name} (${source})`;
}
