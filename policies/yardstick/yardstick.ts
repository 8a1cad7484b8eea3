import { loadPlatform, type DocumentSource } from "../../agreement/load-platform";
import { formatProblems, type Problem } from "../../agreement/problem";
import { tenantsIn } from "../../agreement/tenant-places";
import { InvalidInputError } from "../../azure/invalid-input";
import { parseStackName, type StackIdentity } from "../../azure/names/stack-name";
import type { Measure } from "../framework/rule";
import { parseWaivers } from "../waivers/parse-waivers";
import type { Waiver } from "../waivers/waiver";
import { waiversFileOf } from "./policy-documents";
import { cloudFacts } from "./cloud-facts";
import { environmentNames } from "./environment-names";

/** What a deployment is measured against, with the exceptions that were granted. */
export interface Yardstick extends Measure {
  readonly platform: string;
  readonly waivers: readonly Waiver[];
}

/**
 * The agreement, tenants and waivers of the platform that a stack belongs to, found by the stack's name.
 *
 * @throws InvalidInputError with every problem of the name and of the documents; without a yardstick nothing is kept
 */
export function yardstickOf(
  stackName: string,
  source: DocumentSource,
  { rules, today }: { readonly rules: readonly string[]; readonly today: string },
): Yardstick {
  const { platform, environment } = parseStackName(stackName);
  const { tenants, ...documents } = documentsOf({ platform }, source, rules);
  return {
    platform,
    environment,
    today,
    ...documents,
    tenants: tenantsIn(tenants, environment),
    ...environmentNames(source, platform, environment),
  };
}

/** Today's ISO date, in UTC. */
export function currentDate(): string {
  return new Date().toISOString().slice(0, "2026-01-01".length);
}

function documentsOf(
  { platform }: Pick<StackIdentity, "platform">,
  source: DocumentSource,
  rules: readonly string[],
): Pick<Yardstick, "agreement" | "tenants" | "waivers"> {
  const loaded = loadPlatform(platform, source, cloudFacts);
  const file = waiversFileOf(platform);
  const text = source.read(file);
  const waivers = text === undefined ? undefined : parseWaivers(text, file, { platform, rules });
  const problems: readonly Problem[] = [loaded, waivers].flatMap((parsed) =>
    parsed === undefined || parsed.ok ? [] : parsed.problems,
  );
  if (!loaded.ok || waivers?.ok === false) throw new InvalidInputError([formatProblems(problems)]);
  const { agreement, tenants } = loaded.value;
  if (agreement.platform !== platform) {
    throw new InvalidInputError([
      `The agreement is that of "${agreement.platform}", but the stack belongs to "${platform}". Name the agreement of ${platform}.`,
    ]);
  }
  return { agreement, tenants, waivers: waivers?.value.waivers ?? [] };
}
