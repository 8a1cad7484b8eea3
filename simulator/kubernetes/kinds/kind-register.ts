import { accessKinds } from "./access-kinds";
import { configurationKinds } from "./configuration-kinds";
import { customResourceDefinition } from "./custom-resource-definition";
import { deployment } from "./deployment";
import { jobKinds } from "./job-kinds";
import type { KindRules } from "./kind-rules";
import { namespace } from "./namespace";
import { networkPolicy } from "./network-policy";
import { quotaKinds } from "./quota-kinds";
import { scalingKinds } from "./scaling-kinds";
import { service } from "./service";

const all: readonly KindRules[] = [
  namespace,
  ...accessKinds,
  ...configurationKinds,
  ...quotaKinds,
  networkPolicy,
  service,
  deployment,
  ...jobKinds,
  ...scalingKinds,
  customResourceDefinition,
];
const byGroupKind = new Map(all.map((rules) => [rules.groupKind, rules]));

/** What Kubernetes does with objects of a kind; for a custom kind nothing beyond its schema. */
export function rulesOf(groupKind: string): KindRules {
  return byGroupKind.get(groupKind) ?? { groupKind };
}
