import type { CommonContext } from "../scenario";

/** Notes what a drill leaves, each thing once however often a step is run. */
export function noteLeftBehind({ memory }: Pick<CommonContext, "memory">, text: string): void {
  const known = memory.readOr<readonly string[]>("leftBehind", []);
  if (!known.includes(text)) memory.note("leftBehind", [...known, text]);
}

/** Markers that a drill commits, in words; nobody removes them, because the numbers after them count on them. */
export const markersLeft = (where: string): string =>
  `markers that the drill committed in ${where}, in [deltawerk].[marker], which it made where there was none`;
