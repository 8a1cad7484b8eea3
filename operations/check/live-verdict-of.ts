import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import type { ClausePlaces } from "../../evidence/verdict/clause-places";
import type { LiveVerdict } from "../../evidence/verdict/live-verdict";
import type { Finding, JudgedRule } from "../../evidence/verdict/verdict";
import { controlsOfRule } from "../../policies/controls/controls-of-rule";
import { blocks } from "../../policies/framework/judge";
import { servedClauses } from "../../policies/framework/promises-of-rule";
import { declaredAttributes } from "../live-probe/declared-attributes";
import type { ProbeTarget } from "../live-probe/handshake";
import { judgeHost, type AttributeFinding, type AttributeKind } from "../live-probe/judge-host";
import { observeHost, type Observation } from "../live-probe/observe-host";
import { liveRules } from "./live-rules";

/** Whose hosts are asked, and by what they are judged. */
export interface LiveInput {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly places: ClausePlaces;
  /** Where the document of controls is. */
  readonly projectFolder: string;
  /** The time at which certificates have to be good. */
  readonly now: Date;
  /** Where a host is reached. @default where its name leads, at port 443 */
  readonly targetOf?: (host: string) => ProbeTarget;
}

/** A host that does not answer keeps its probe waiting for 20 seconds; so many wait at the same time. */
const AT_ONCE = 16;

/** Asks the host of every active tenant what it shows, and judges that. Nobody gets in to a leaving one. */
export async function liveVerdictOf(input: LiveInput): Promise<LiveVerdict> {
  const { agreement, tenants, now, targetOf = (host) => ({ host }) } = input;
  const hosts = tenants.tenants.filter(({ state }) => state === "active").map(({ hostName }) => hostName);
  const declared = declaredAttributes(agreement);
  const found: AttributeFinding[] = [];
  const silent = new Map<string, string>();
  for (let first = 0; first < hosts.length; first += AT_ONCE) {
    const some = hosts.slice(first, first + AT_ONCE);
    const seen = await Promise.all(some.map((host) => observeHost(targetOf(host))));
    for (const observation of seen) {
      const because = silenceOf(observation);
      if (because !== undefined) silent.set(observation.host, because);
    }
    found.push(...seen.flatMap((observation) => judgeHost(observation, declared, now)));
  }
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const judged = kinds.map((kind) => judgeKind(kind, hosts, { found, silent }, input));
  return {
    hosts,
    rules: judged.map(({ rule }) => rule),
    findings: judged.flatMap(({ findings }) => findings),
  };
}

/** What hosts showed, and why some showed nothing, by their names. */
interface Answers {
  readonly found: readonly AttributeFinding[];
  readonly silent: ReadonlyMap<string, string>;
}

/** Why a host answered in no version at all; nothing where it answered in one. */
function silenceOf({ versions }: Observation): string | undefined {
  const reasons = Object.values(versions).map((one) => (one.kind === "undetermined" ? one.because : undefined));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join(", ");
}

/** One rule over all hosts: one finding for each host that does not keep it, or of which nobody can tell. */
function judgeKind(
  kind: AttributeKind,
  hosts: readonly string[],
  { found, silent }: Answers,
  { agreement, tenants, places, projectFolder }: LiveInput,
): { readonly rule: JudgedRule; readonly findings: readonly Finding[] } {
  const { clauses, controlsOf, ...rule } = liveRules[kind];
  const findings = hosts.flatMap((host) => {
    const own = found.filter((one) => one.kind === kind && one.host === host && one.verdict !== "kept");
    return own.length === 0 ? [] : [findingOf(host, kind, own, silent.get(host))];
  });
  const count = (status: Finding["status"]): number => findings.filter((one) => one.status === status).length;
  return {
    rule: {
      ...rule,
      clauses: servedClauses({ clauses }, { agreement, tenants }).map((clause) => {
        const place = places.of(clause.name);
        return { ...clause, ...(place !== undefined && { place }) };
      }),
      controls: controlsOfRule(controlsOf, projectFolder).map(({ id }) => id),
      counts: {
        kept: hosts.length - findings.length,
        violated: count("violated"),
        undetermined: count("undetermined"),
        waived: 0,
      },
    },
    findings,
  };
}

function findingOf(
  host: string,
  kind: AttributeKind,
  own: readonly AttributeFinding[],
  silence: string | undefined,
): Finding {
  const { id, concern } = liveRules[kind];
  const broken = own.filter(({ verdict }) => verdict === "not kept");
  const told = broken.length > 0 ? broken : own;
  const result = broken.length > 0 ? "violation" : "undetermined";
  return {
    rule: id,
    status: broken.length > 0 ? "violated" : "undetermined",
    blocks: blocks({ result, rule: { concern } }),
    message:
      silence === undefined
        ? told.map(({ attribute, found, declared }) => `${attribute}: ${found}; declared: ${declared}`).join(". ")
        : `nobody answered: ${silence}`,
    resource: { urn: `https://${host}/`, name: host, type: "host name", stack: "live" },
  };
}
