import { compliant, forEach, isLedTo, relationRule, undetermined, violation } from "../../framework/language";
import { read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, event-grid/event-schema-key-vault (2024). */
const EVENTS = ["Microsoft.KeyVault.CertificateNearExpiry", "Microsoft.KeyVault.CertificateExpired"];

/** Filters by which some certificates are left out. Source: Microsoft Learn, event-grid/event-filtering (2025). */
const NARROWING = ["filter.subjectBeginsWith", "filter.subjectEndsWith", "filter.advancedFilters"];
const isNothing = (value: unknown): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Events of a topic of which somebody is told. */
function toldOf(topic: RegisteredResource, resources: ResourceSet): readonly unknown[] {
  const subscriptions = resources
    .ofType("eventgrid:SystemTopicEventSubscription")
    .filter((one) => resources.parentOf(one) === topic);
  return subscriptions.flatMap((one) => {
    const groups = valueOf(one, "destination.actionGroups");
    const types = valueOf(one, "filter.includedEventTypes");
    const isNarrowed = NARROWING.some((path) => !isNothing(valueOf(one, path)));
    return !isNarrowed && Array.isArray(groups) && groups.length > 0 && Array.isArray(types)
      ? (types as readonly unknown[])
      : [];
  });
}

const group = "/subscriptions/s/resourceGroups/rg/providers";
const vault = {
  type: "keyvault:Vault",
  name: "vault",
  id: `${group}/Microsoft.KeyVault/vaults/kv`,
  inputs: {},
} as const;
const topicId = `${group}/Microsoft.EventGrid/systemTopics/topic`;
const topic = (source: unknown = vault.id) =>
  ({ type: "eventgrid:SystemTopic", name: "topic", id: topicId, inputs: { source } }) as const;
const subscription = (includedEventTypes: unknown) =>
  ({
    type: "eventgrid:SystemTopicEventSubscription",
    name: "subscription",
    id: `${topicId}/eventSubscriptions/end`,
    inputs: { destination: { actionGroups: ["/g"] }, filter: { includedEventTypes } },
  }) as const;

export const rule = relationRule({
  id: "certificate-end-watched",
  title: "Somebody is told before a certificate ends",
  why: "On the day it ends, every customer's browser refuses the service.",
  severity: "high",
  concern: "continuity",
  clauses: ["encryption.inTransit"],
  remediation: `Subscribe an action group to ${EVENTS.join(" and ")} of the vault.`,
  spans: "stack",
  judge: (resources) => {
    const topics = resources.ofType("eventgrid:SystemTopic");
    return forEach(resources.ofType("keyvault:Vault"), "key vaults", (vault) => {
      const sources = topics.map((one) => resources.reference(one, "source", "keyvault:Vault"));
      const led = isLedTo(vault, sources);
      if (led === "unknown")
        return undetermined("whether its events reach somebody is not known before the update", vault);
      const own = topics.filter((_, index) => isLedTo(vault, sources.slice(index, index + 1)) === "yes");
      const told = own.flatMap((one) => toldOf(one, resources));
      const missing = EVENTS.filter((event) => !told.includes(event));
      if (missing.length === 0) return compliant("somebody is told before a certificate ends", vault);
      const open = resources
        .ofType("eventgrid:SystemTopicEventSubscription")
        .some(
          (one) => resources.armIdOf(one) === undefined || read(one, "filter.includedEventTypes").kind === "unknown",
        );
      return open
        ? undetermined("whether its events reach somebody is not known before the update", vault)
        : violation(`nobody is told of ${missing.join(" and ")}`, vault);
    });
  },
  cases: {
    pass: { given: [vault, topic(), subscription(EVENTS)], says: ["somebody is told before a certificate ends"] },
    fail: {
      given: [vault, topic(), subscription(["Microsoft.KeyVault.SecretNewVersionCreated"])],
      says: [`nobody is told of ${EVENTS.join(" and ")}`],
    },
    absent: { given: [vault], says: [`nobody is told of ${EVENTS.join(" and ")}`] },
    unknown: {
      given: [vault, topic(UNKNOWN)],
      says: ["whether its events reach somebody is not known before the update"],
    },
    notApplicable: { given: [topic()], says: ["there are no key vaults"] },
  },
  sabotage: [
    {
      what: "tells of certificates of another name",
      type: "eventgrid:SystemTopicEventSubscription",
      set: { "filter.subjectBeginsWith": "nothing" },
    },
    {
      what: "listens to other events of the vault",
      type: "eventgrid:SystemTopicEventSubscription",
      set: { "filter.includedEventTypes": ["Microsoft.KeyVault.SecretNewVersionCreated"] },
    },
    {
      what: "removes the subscription to ends of certificates",
      type: "eventgrid:SystemTopicEventSubscription",
      remove: true,
    },
  ],
});
