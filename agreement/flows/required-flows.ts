import type { Agreement } from "../agreement";
import type { Role } from "./roles";

/** One connection that an agreement needs: who opens it, to whom, and why. */
export interface RequiredFlow {
  /** `from-to`, unique and never given to another flow. */
  readonly id: string;
  readonly from: Role;
  /** The end that is connected to; answers come back by themselves. */
  readonly to: Role;
  readonly protocols: readonly ("tcp" | "udp")[];
  readonly port: number;
  /** `tenant`: each tenant's end talks to the same tenant's end, and to no other. */
  readonly scope: "tenant" | "platform";
  /** How far it reaches: within one site, between the platform's sites, or out of the platform. */
  readonly reach: "site" | "sites" | "outside";
  /** What carries it where it leaves a site: the VPN, or the internet through the site's own edge or firewall. */
  readonly path: "local" | "vpn" | "internet";
  /** Names of the clauses that need it. */
  readonly neededBy: readonly string[];
}

const https = 443;
// Tabular Data Stream, the protocol of SQL Server ([MS-TDS], section 2.1): the databases of all five platforms speak it.
const sql = 1433;
const dns = 53;
const applicationTls = 8443;
/** Port of the gateway's private listeners: apart from the users' one, so that each can be open to its own people only. */
export const privateEntryPort = 8443;

type Ends = Pick<RequiredFlow, "from" | "to" | "port" | "scope" | "neededBy">;

const nodeRoles = ["ingress", "application", "identity", "jobs"] as const;

/** Everything that has to be able to talk, as roles. What is not here is denied.
 *
 * Replication that the provider does by itself, and what the provider needs to run its own services, is no part of an
 * agreement and so not in this list. */
export function requiredFlows(agreement: Agreement): readonly RequiredFlow[] {
  return [
    ...userFlows(agreement),
    ...dataFlows(),
    ...copyFlows(agreement),
    checkFlow,
    ...serviceFlows(),
    ...managementFlows(agreement),
    ...monitoringFlows(),
    ...outboundFlows(agreement),
  ];
}

function userFlows({ identity }: Agreement): readonly RequiredFlow[] {
  const realm = identity.realm;
  return [
    flow(
      { from: "users", to: "gateway", port: https, scope: "tenant", neededBy: ["access.public"] },
      { reach: "outside", path: "internet" },
    ),
    flow({
      from: "gateway",
      to: "ingress",
      port: https,
      scope: "tenant",
      neededBy: ["access.public", "encryption.inTransit"],
    }),
    flow({
      from: "ingress",
      to: "application",
      port: applicationTls,
      scope: "tenant",
      neededBy: ["access.public", "isolation"],
    }),
    flow({ from: "ingress", to: "identity", port: applicationTls, scope: realm, neededBy: ["identity"] }),
    flow({ from: "application", to: "identity", port: applicationTls, scope: realm, neededBy: ["identity"] }),
  ];
}

function dataFlows(): readonly RequiredFlow[] {
  return [
    flow({ from: "application", to: "database", port: sql, scope: "tenant", neededBy: ["isolation"] }),
    flow({ from: "application", to: "documents", port: https, scope: "tenant", neededBy: ["documents"] }),
    flow({ from: "jobs", to: "database", port: sql, scope: "tenant", neededBy: ["backup", "backup.verification"] }),
    flow({ from: "jobs", to: "documents", port: https, scope: "tenant", neededBy: ["documents"] }),
  ];
}

function copyFlows({ backup }: Agreement): readonly RequiredFlow[] {
  const names = backup.independentCopies.map((copy) => `backup.independentCopies[${copy.name}]`);
  const overVpn = backup.independentCopies.flatMap((copy, index) =>
    copy.through === "vpn" ? [names[index] ?? ""] : [],
  );
  const local = flow({ from: "jobs", to: "copies", port: https, scope: "tenant", neededBy: names });
  return overVpn.length === 0
    ? [local]
    : [
        local,
        {
          ...local,
          id: "jobs-copies-sites",
          reach: "sites",
          path: "vpn",
          neededBy: [...overVpn, "access.betweenSites"],
        },
      ];
}

/** Where backups are restored to be checked, apart from every live database. */
const checkFlow = flow({ from: "jobs", to: "checks", port: sql, scope: "tenant", neededBy: ["backup.verification"] });

function serviceFlows(): readonly RequiredFlow[] {
  return [
    flow({ from: "gateway", to: "secrets", port: https, scope: "platform", neededBy: ["encryption.inTransit"] }),
    ...nodeRoles.flatMap((from) => [
      flow({ from, to: "secrets", port: https, scope: "platform", neededBy: ["encryption"] }),
      flow({ from, to: "images", port: https, scope: "platform", neededBy: ["patching"] }),
      flow({ from, to: "control", port: https, scope: "platform", neededBy: ["isolation", "logging.administration"] }),
      flow({ from, to: "collector", port: https, scope: "platform", neededBy: ["logging", "monitoring.servers"] }),
      {
        ...flow({ from, to: "names", port: dns, scope: "platform", neededBy: ["access"] }),
        protocols: ["tcp", "udp"] as const,
      },
    ]),
  ];
}

/** Staff come through the VPN only: to the cluster's control plane, to databases and to the platform's services, by names
 * that only the platform resolves. Documents and copies are not opened to them. */
function managementFlows({ access }: Agreement): readonly RequiredFlow[] {
  const neededBy = ["access.management", ...(access.storedData === undefined ? [] : ["access.storedData"])];
  const vpn = { reach: "outside", path: "vpn" } as const;
  return [
    ...(["control", "secrets", "images", "collector"] as const).map((to) =>
      flow({ from: "partners", to, port: https, scope: "platform", neededBy: ["access.management"] }, vpn),
    ),
    flow({ from: "partners", to: "database", port: sql, scope: "platform", neededBy }, vpn),
    {
      ...flow({ from: "partners", to: "names", port: dns, scope: "platform", neededBy: ["access.management"] }, vpn),
      protocols: ["tcp", "udp"],
    },
  ];
}

function monitoringFlows(): readonly RequiredFlow[] {
  return [
    flow({ from: "probes", to: "gateway", port: privateEntryPort, scope: "tenant", neededBy: ["monitoring.uptime"] }),
    flow(
      { from: "probes", to: "watcher", port: https, scope: "platform", neededBy: ["monitoring.itself"] },
      { reach: "outside", path: "internet" },
    ),
  ];
}

function outboundFlows({ identity }: Agreement): readonly RequiredFlow[] {
  const internet = { reach: "outside", path: "internet" } as const;
  return [
    ...nodeRoles.map((from) =>
      flow(
        { from, to: "software sources", port: https, scope: "platform", neededBy: ["patching.operatingSystem"] },
        internet,
      ),
    ),
    ...(identity.singleSignOn === undefined
      ? []
      : [
          flow(
            {
              from: "identity",
              to: "sign-in providers",
              port: https,
              scope: "platform",
              neededBy: ["identity.singleSignOn"],
            },
            internet,
          ),
        ]),
  ];
}

function flow(ends: Ends, way: Pick<RequiredFlow, "reach" | "path"> = { reach: "site", path: "local" }): RequiredFlow {
  return { id: `${ends.from}-${ends.to}`.replaceAll(" ", "-"), protocols: ["tcp"], ...ends, ...way };
}
