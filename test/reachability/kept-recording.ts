import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegisteredResource } from "../../policies/resources/registered-resource";

/** For tests: a recording is kept until anything changes that the program is made of; making one takes many seconds. */

const PROJECT = join(__dirname, "..", "..");
const MADE_OF = ["agreement", "azure", "components", "infra", "stacks", "test/reachability", "package-lock.json"];

function hashOfSources(): string {
  const hash = createHash("sha256");
  const files = MADE_OF.flatMap((place) =>
    place.includes(".")
      ? [place]
      : readdirSync(join(PROJECT, place), { recursive: true, encoding: "utf8" }).map((file) => join(place, file)),
  );
  for (const file of files.filter((name) => /\.(ts|yaml|json)$/.test(name)).sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(PROJECT, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

type Recording = readonly RegisteredResource[];

/** The recording of that name, made anew where the sources are others than those of the one that is kept. */
export async function kept(name: string, record: () => Promise<Recording>): Promise<Recording> {
  const folder = join(PROJECT, ".deltawerk", "recordings");
  const file = join(folder, `${name}.json`);
  const sources = hashOfSources();
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as { readonly sources: string; readonly resources: Recording };
    if (found.sources === sources) return found.resources;
  } catch {
    // None yet, or a torn one: made anew.
  }
  const resources = await record();
  mkdirSync(folder, { recursive: true });
  // A rename is atomic, so a run that is killed here leaves either the old one or the new one.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ sources, resources }));
  renameSync(draft, file);
  return resources;
}
