const fields = [
  { name: "minute", from: 0, to: 59, names: [] },
  { name: "hour", from: 0, to: 23, names: [] },
  { name: "day of month", from: 1, to: 31, names: [] },
  {
    name: "month",
    from: 1,
    to: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of week", from: 0, to: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
] as const;

const macros = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/** What is wrong with a schedule in cron's form, as Kubernetes reads it; undefined where nothing is. */
export function cronProblem(schedule: string): string | undefined {
  const text = schedule.replace(/^(CRON_)?TZ=\S+\s+/, "");
  if (text.startsWith("@")) {
    return macros.includes(text) || /^@every \d+(\.\d+)?(h|m|s)/.test(text)
      ? undefined
      : `unrecognized descriptor: ${text}`;
  }
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) return `expected exactly 5 fields, found ${parts.length}`;
  return parts.map((part, i) => fieldProblem(part, i)).find((problem) => problem !== undefined);
}

function fieldProblem(part: string, index: number): string | undefined {
  const field = fields[index];
  if (field === undefined) return undefined;
  for (const range of part.split(",")) {
    const [span = "", step, ...more] = range.split("/");
    if (more.length > 0) return `too many slashes: ${range}`;
    if (step !== undefined && !(Number(step) > 0)) return `step of range should be a positive number: ${range}`;
    if (span === "*" || span === "?") continue;
    const ends = span.split("-").map((end) => valueOf(end, field));
    if (ends.length > 2) return `too many hyphens: ${range}`;
    const [first = Number.NaN, last = first] = ends;
    if (Number.isNaN(first) || Number.isNaN(last)) return `failed to parse ${field.name}: ${range}`;
    if (first < field.from) return `beginning of range (${first}) below minimum (${field.from}): ${range}`;
    if (last > field.to) return `end of range (${last}) above maximum (${field.to}): ${range}`;
    if (first > last) return `beginning of range (${first}) beyond end of range (${last}): ${range}`;
  }
  return undefined;
}

function valueOf(text: string, { names, from }: (typeof fields)[number]): number {
  const named = names.findIndex((name) => name === text.toLowerCase());
  if (named >= 0) return named + from;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
