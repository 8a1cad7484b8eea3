import { readMoment } from "../job/variables";

/** What a record of lost data, and with it a dimension of its alert, calls the last moment at which the data was whole. */
const WHOLE_AT = "wholeAt";

/** Every value of the dimension, however deep the context has it. */
function* valuesIn(context: unknown): Generator<string> {
  if (typeof context !== "object" || context === null) return;
  const { name, value } = context as { readonly name?: unknown; readonly value?: unknown };
  if (name === WHOLE_AT && typeof value === "string") yield value;
  for (const part of Object.values(context)) yield* valuesIn(part);
}

/**
 * The last moment at which data that is lost was known to be whole, as the context of the alert names it; nothing where it
 * names none. Azure documents the dimensions of log alerts for messages (Microsoft Learn, azure-monitor/alerts/
 * alerts-payload-samples, 2025: `condition.allOf[].dimensions[]` with `name` and `value`), and not where they stand in its
 * list of alerts, so they are looked for wherever they are. Of several the earliest is meant: it is right for all.
 */
export function wholeAtOf(context: unknown): Date | undefined {
  const moments = [...valuesIn(context)].map(readMoment).filter((moment) => moment !== undefined);
  return moments.sort((a, b) => a.getTime() - b.getTime())[0];
}
