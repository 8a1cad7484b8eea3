import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import type { DocumentSource } from "../../agreement/load-platform";
import type { Measure } from "../framework/rule";

const group = z.looseObject({ objectId: z.string().min(1) });
const addresses = z.array(z.string().min(1));
const program = z.looseObject({ image: z.looseObject({ repository: z.string(), digest: z.string() }) });

/** All that a policy reads of an environment's document; the rest of it is the program's. */
const environmentSchema = z.looseObject({
  watcher: z.string().min(1).exactOptional(),
  notify: z.looseObject({ page: addresses, email: addresses }).exactOptional(),
  administrators: group.exactOptional(),
  workload: z
    .looseObject({
      deployers: group.exactOptional(),
      application: program.exactOptional(),
      jobs: z.record(z.string(), program).exactOptional(),
    })
    .exactOptional(),
});

/** Whom and what an environment's document names that is outside of the program's hands. */
type EnvironmentNames = Pick<Measure, "watcher" | "notify" | "groups" | "images">;

/**
 * The host that watches the monitoring from elsewhere, the people whom alerts reach, the groups that have rights and the
 * images of programs, as the environment's document names them. Of a document that cannot be read nobody knows anything:
 * what depends on it is undetermined then, and the program itself refuses the document.
 */
export function environmentNames(source: DocumentSource, platform: string, environment: string): EnvironmentNames {
  const text = source.read(`stacks/environments/${platform}.${environment}.yaml`);
  if (text === undefined) return {};
  try {
    const parsed = environmentSchema.safeParse(parse(text));
    if (!parsed.success) return {};
    const { watcher, notify, administrators, workload } = parsed.data;
    const groups = [administrators, workload?.deployers].flatMap((one) => one?.objectId ?? []);
    const { application, jobs = {} } = workload ?? {};
    const programs = Object.entries({ ...jobs, ...(application !== undefined && { application }) });
    const images = Object.fromEntries(
      programs.map(([name, { image }]) => [name, `${image.repository}@${image.digest}`]),
    );
    return {
      ...(programs.length > 0 && { images }),
      ...(watcher !== undefined && { watcher }),
      ...(notify !== undefined && { notify: { page: notify.page, email: notify.email } }),
      ...(groups.length > 0 && { groups }),
    };
  } catch (error) {
    if (error instanceof YAMLParseError) return {};
    throw error;
  }
}
