import { RECOVERY_TIMES } from "../../azure/recovery-times";
import { durationMinutes } from "../../agreement/duration";
import type { Scenario, Subject } from "../scenario";
import { certificatesInTime, silenceInTime } from "../hypothesis";
import { twinStamps } from "../option";
import { sitesOf } from "../steps/failover";
import { activeOf, noOutage, partLoss, recoveryTime } from "./part-loss";

const always = () => ({ applies: true }) as const;
const HOUR = 60;

const isInOneZone = (subject: Subject): boolean => activeOf(subject).zones.length === 1;

const zoneLoss = partLoss({
  name: "zone-loss",
  title: "Loss of a zone",
  summary: "One availability zone of the active site is lost. What is spread over zones goes on in the others.",
  fault: "One zone of the active site is lost",
  applies: (subject) => {
    const { zones, region } = activeOf(subject);
    if (zones.length === 0) {
      const because = `${region} has no availability zones: losing one is losing the site`;
      return { applies: false, because, waysOut: [] };
    }
    return subject.agreement.recovery.twin?.on === true
      ? { applies: false, because: 'every stamp stands in one zone, and the drill "stamp-loss" loses one', waysOut: [] }
      : { applies: true };
  },
  faults: (_, subject) => [{ kind: "zone", region: activeOf(subject).region, zone: activeOf(subject).zones[0] ?? "1" }],
  // Nobody promises when Azure repairs a zone: where everything stands in it, its repair must not pass for a recovery.
  lastsMinutes: (subject) =>
    isInOneZone(subject) ? Math.max(4 * HOUR, durationMinutes(subject.agreement.recovery.time) + HOUR) : 4 * HOUR,
  eyes: { heartbeatStops: false, usersCall: { by: "Azure's own service health" } },
  outage: (subject) =>
    subject.agreement.recovery.redundancy.spread === "zones"
      ? {
          // A zone-redundant database is away for up to half a minute; everything else has its instances in all zones.
          agreed: RECOVERY_TIMES.zoneFailoverSeconds.value / 60,
          clause: `recovery.redundancy: zones; ${RECOVERY_TIMES.zoneFailoverSeconds.source}`,
        }
      : recoveryTime(subject),
  byHand: ["There is nothing to switch. Watch the capacity of the zones that are left, and wait for Azure."],
  limits: (subject) => {
    if (!isInOneZone(subject)) return ["the database's own failover between zones, up to 30 s"];
    const { second } = sitesOf(subject);
    return second === undefined
      ? [
          'everything stands in one zone, and nothing stands ready elsewhere: users wait for its repair, or for the drill "twin"',
        ]
      : [
          `everything stands in one zone: users wait until the entry leads to ${second.region}, which takes about a minute`,
        ];
  },
  notOnAzure: [
    "No zone is lost, because nobody can take one away. By hand, nodes of one zone can be drained, and a zone-redundant database failed over.",
  ],
});

/** One of two stamps is lost, where an agreement offers them. */
export const stampLoss = partLoss({
  name: "stamp-loss",
  title: "Loss of one of two stamps",
  summary:
    "The twin data centre is switched on: two complete stamps, each in a zone of its own. The zone of the first is lost, and the second goes on with the databases that both share.",
  fault: "The zone of the first stamp is lost, with everything that is pinned to it",
  option: twinStamps,
  applies: ({ agreement }) =>
    agreement.recovery.twin === undefined
      ? { applies: false, because: "the agreement offers no twin stamps (recovery.twin)", waysOut: [] }
      : { applies: true },
  faults: (_, subject) => [{ kind: "zone", region: activeOf(subject).region, zone: activeOf(subject).zones[0] ?? "1" }],
  lastsMinutes: () => 4 * HOUR,
  eyes: { heartbeatStops: true },
  outage: recoveryTime,
  byHand: [
    "There is nothing to switch: the entry gives the first stamp up, and the databases go on in the other zones.",
    "Watch the capacity of the second stamp, which began with the smallest number of nodes.",
  ],
  limits: () => [
    "the probes of the entry and the time to live of its answers, about a minute",
    "the two stamps share their databases: a fault within a database is a fault of both",
  ],
  notOnAzure: [
    "No zone is lost, because nobody can take one away. By hand, the endpoint of the first stamp can be disabled in the entry.",
  ],
});

const firewallLoss = partLoss({
  name: "firewall-loss",
  title: "Loss of a firewall",
  summary:
    "The firewall of the active site stops. Users' requests do not pass it, but those to tenants with a firewall device; egress and management do.",
  fault: "The firewall of the active site stops",
  applies: always,
  faults: (estate, subject) => [{ kind: "resource", resourceId: estate.firewall(activeOf(subject).code) }],
  lastsMinutes: () => 30,
  eyes: { heartbeatStops: true },
  outage: noOutage("requests of users do not pass the firewall"),
  behind: {
    what: "longest time for which a tenant with a firewall device was not served",
    tenants: ({ plan }) => plan.cells.flatMap(({ devices }) => devices.map(({ tenant }) => tenant)),
  },
  byHand: [
    "Look at the firewall's health and at Azure's service health; a stopped firewall is allocated again with `az network firewall` or by `npx deltawerk up`.",
    "Until then nothing leaves the platform: copies, images and mail wait.",
  ],
  limits: () => [
    "egress and management are away until the firewall is back; users are not, but those of tenants with a firewall device",
  ],
  notOnAzure: [
    "The firewall is not stopped, because management and egress of everybody pass it. By hand, it can be deallocated in test.",
  ],
});

const vpnLoss = partLoss({
  name: "vpn-loss",
  title: "Loss of the VPN",
  summary: "The VPN gateway of the active site stops. Management and copies between sites wait; users are served.",
  fault: "The VPN gateway of the active site stops",
  applies: ({ plan }) =>
    plan.vpn.gateways.length > 0 ? { applies: true } : { applies: false, because: "no tunnel is agreed", waysOut: [] },
  faults: (estate, subject) => [
    {
      kind: "resource",
      resourceId: estate.one("Microsoft.Network/virtualNetworkGateways", "network:VirtualNetworkGateway", {
        site: activeOf(subject).code,
      }),
    },
  ],
  lastsMinutes: () => HOUR,
  eyes: { heartbeatStops: false },
  outage: noOutage("requests of users do not pass the VPN"),
  byHand: [
    "Look at the connections of the gateway and ask the partner for the state of both devices.",
    "Reset one instance after the other: `az network vnet-gateway reset`.",
  ],
  limits: () => ["an alert on the average of five minutes needs five minutes without any traffic"],
  notOnAzure: [
    "No gateway is reset, because the other end is a partner's. By hand, one of the two tunnels can be taken down together with them.",
  ],
});

const monitoringLoss = partLoss({
  name: "monitoring-loss",
  title: "Loss of the monitoring",
  summary: "No alert rule is evaluated any more. The watcher in another place notices the silence.",
  fault: "No alert rule is evaluated any more",
  applies: always,
  faults: () => [{ kind: "monitoring" }],
  lastsMinutes: () => HOUR,
  eyes: { heartbeatStops: true },
  noticed: silenceInTime,
  outage: noOutage("monitoring serves nobody"),
  byHand: [
    "Look at Azure's service health. Until the monitoring is back, open every tenant's URL by hand each quarter of an hour.",
  ],
  limits: () => ["the watcher waits as long as monitoring.itself says"],
  notOnAzure: [
    "The monitoring is not stopped, because nobody would notice what happens then. By hand, the heartbeat job can be suspended, which looks the same to the watcher.",
  ],
});

const certificateLoss = partLoss({
  name: "certificate-loss",
  title: "Certificates disabled or expired in the vault",
  summary:
    "Somebody disables the certificates in the key vault of the active site, or nobody renews them. The gateway finds out when it looks next, and disables its listeners.",
  fault: "The certificates in the key vault of the active site are disabled",
  applies: always,
  faults: (estate, subject) => [
    {
      kind: "resource",
      resourceId: estate.one("Microsoft.KeyVault/vaults", "keyvault:Vault", {
        site: activeOf(subject).code,
        role: "key",
      }),
    },
  ],
  // Longer than the gateway waits between two looks, so that it cannot go unnoticed.
  lastsMinutes: () => 5 * HOUR,
  settlesMinutes: RECOVERY_TIMES.certificatePollHours.value * HOUR + 5,
  eyes: {
    heartbeatStops: false,
    usersCall: { by: "users call", afterMinutes: RECOVERY_TIMES.certificatePollHours.value * HOUR + 5 },
  },
  noticed: certificatesInTime,
  outage: recoveryTime,
  byHand: [
    "Enable the certificates again or put new ones in: `az keyvault certificate set-attributes --enabled true`.",
    "Do not wait for the next look: any update of the gateway makes it look at once, for example `npx deltawerk up`.",
  ],
  limits: () => [`the gateway looks every ${RECOVERY_TIMES.certificatePollHours.value} h; an update of it is quicker`],
  notOnAzure: [
    "No certificate is disabled, because users would be turned away for hours. `deltawerk check --live` reads the expiry of every certificate instead; by hand, one can be disabled in test.",
  ],
});

/** Drills about parts whose loss must not be noticed by users. */
export const partLosses: readonly Scenario[] = [zoneLoss, firewallLoss, vpnLoss, monitoringLoss, certificateLoss];
