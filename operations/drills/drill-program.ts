import { dateAfter } from "../../agreement/date-after";
import { dataIn, whereabouts } from "../../agreement/tenant-data";
import type { DrillProgram, Judgement, LeftBehind, ProgramPlace } from "../../drills/program";
import { blocking } from "../../policies/framework/report";
import { parseUrn } from "../../policies/resources/registered-resource";
import type { Plan } from "../../infra/plan/plan";
import { unchangedStacks } from "../deploy-stack";
import { judgePlatform } from "../policies/judge-deployment";
import type { Session } from "../session";
import { stackNames, statesOf } from "../stack-operations";
import { changeItem } from "../tenant/document-text";
import { readTenants, saveTenants, tenantNamed, withoutDefaults } from "../tenant/tenants-document";
import { bringUp, stacksIn } from "./bring-up";
import { planRestore } from "./plan-restore";
import { removeStacks } from "./remove-stacks";

export interface ProgramOptions {
  readonly platform: string;
  readonly live: Session;
  /** Absent where the drill makes no second data centre. */
  readonly twin: { readonly session: Session; readonly plan: Plan } | undefined;
  readonly say: (text: string) => void;
  /** The tenants' documents as they were, to be put back. */
  readonly restoreDocuments: () => void;
}

/** The Pulumi program, the rules and the documents, as a drill uses them. */
export function drillProgram(options: ProgramOptions): DrillProgram {
  const { platform, live, twin, say } = options;
  const sessionAt = (place: ProgramPlace): Session => {
    if (place === "live") return live;
    if (twin === undefined) throw new Error("this drill makes no second data centre");
    return twin.session;
  };
  return {
    up: (place) => bringUp(sessionAt(place), platform, say),
    changedStacks: async (place) => {
      const session = sessionAt(place);
      const names = stacksIn(session, platform);
      const unchanged = await unchangedStacks(session, names, say);
      return names.filter((name) => !unchanged.some(({ stack }) => stack === name));
    },
    judge: (place) => judgement(sessionAt(place), platform),
    removeTwin: () => removeTwin(options),
    planRestore: (tenant, to) => Promise.resolve(planRestore(live, platform, tenant, to)),
    promote: (tenant) => Promise.resolve(promote(live, platform, tenant)),
    restoreDocuments: () => Promise.resolve(options.restoreDocuments()),
  };
}

async function judgement(session: Session, platform: string): Promise<Judgement> {
  const states = await statesOf(session, stacksIn(session, platform));
  const report = judgePlatform(session.projectFolder, states);
  return {
    rules: new Set(report.outcomes.map(({ rule }) => rule.id)).size,
    judged: report.outcomes.length,
    broken: blocking(report).map(({ rule, urn, message }) => ({
      rule: rule.id,
      resource: urn === undefined ? "the deployment" : parseUrn(urn).name,
      message,
    })),
  };
}

async function removeTwin({ platform, twin, say }: ProgramOptions): Promise<LeftBehind> {
  if (twin === undefined) return { resources: [], stacks: [], tombstones: [] };
  const { session, plan } = twin;
  const { cloud } = session;
  if (cloud === undefined) throw new Error("a second data centre is removed from the local cloud only");
  await removeStacks(session, platform, say);
  const subscriptions = Object.values(plan.target.subscriptions);
  const held = await cloud.purgeSoftDeleted(subscriptions);
  const left = await Promise.all(subscriptions.map((id) => cloud.resources(`/subscriptions/${id}`)));
  return {
    resources: left.flat().map(({ id }) => id),
    stacks: [...(await stackNames(session))],
    tombstones: held.map(({ id, purgeAt }) => ({ id, purgeAt })),
  };
}

function promote({ projectFolder, environment }: Session, platform: string, code: string): void {
  const document = readTenants(projectFolder, platform);
  const { index, tenant } = tenantNamed(document, code);
  const { restoring, ...data } = dataIn(tenant, environment);
  if (restoring === undefined) return; // promoted before an interruption
  const { generation, from, to } = restoring;
  const until = dateAfter(to.slice(0, 10), document.agreement.backup.pointInTime);
  const promoted = {
    generation,
    restored: { from, to },
    kept: [...data.kept, { generation: data.generation, until }],
    ...whereabouts(data),
  };
  const changed = withoutDefaults({ ...tenant.data, [environment]: promoted });
  saveTenants(projectFolder, document, changeItem(document.text, "tenants", index, { data: changed }));
}
