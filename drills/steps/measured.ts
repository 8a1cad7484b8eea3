import type { CommonContext } from "../scenario";

/** Notes what was measured for a tolerance of the hypothesis. */
export function noteMeasured({ memory }: Pick<CommonContext, "memory">, id: string, value: number | undefined): void {
  if (value === undefined) return;
  memory.note("measured", { ...memory.readOr<Record<string, number>>("measured", {}), [id]: value });
}
