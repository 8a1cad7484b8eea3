import type { Journal } from "../../drills/journal";
import type { Scenario } from "../../drills/scenario";
import { scenarioNamed } from "../../drills/scenarios";
import { changedSource, Exercise, subjectFrom } from "./exercise";

const open: Exercise[] = [];

/** Closes the clouds of all exercises; for the end of every test. */
export async function closeExercises(): Promise<void> {
  for (const exercise of open.splice(0)) await exercise.close();
}

/** The drill of a name. */
export function named(name: string): Scenario {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) throw new Error(`there is no drill ${name}`);
  return scenario;
}

/** A drill on a platform whose documents may be changed before. */
export async function exercise(
  platform: string,
  name: string,
  changes: Parameters<typeof changedSource>[1] = {},
  seed = 1,
): Promise<Exercise> {
  const made = await Exercise.open(subjectFrom(changedSource(platform, changes), platform), named(name), seed);
  open.push(made);
  return made;
}

/** What was measured for a tolerance. */
export function measured(journal: Journal, id: string): number | undefined {
  return journal.results.find((one) => one.id === id)?.measured;
}

/** Whether a tolerance was kept. */
export function verdict(journal: Journal, id: string): string | undefined {
  return journal.results.find((one) => one.id === id)?.verdict;
}
