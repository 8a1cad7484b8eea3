import type { Agreement } from "../../agreement/agreement";
import { shortestSeconds } from "../../agreement/duration";
import { privateEntryPort } from "../../agreement/flows/required-flows";
import type { Tenant } from "../../agreement/tenants";
import { backendAddressIn, gatewayAddressIn } from "./address-plan";
import { promisesOf } from "./clause-promises";
import type { EntryPlan, WafPolicyPlan } from "./entry-plan";
import type { Environment } from "./environment";
import type { SitePlan } from "./site-plan";
import { jobSegment, segmentOf } from "./topology";
import type { CellTopology } from "./topology";

// The least that is TLS 1.2, with the strict suites and TLS 1.3, and the one that is TLS 1.3 alone (Microsoft Learn,
// application-gateway/application-gateway-ssl-policy-overview).
const sslPolicies = { "1.2": "AppGwSslPolicy20220101S", "1.3": "CustomV2" } as const;

/** The public entry of a cell at a site with everything its tenants agreed. */
export function planEntry(
  agreement: Agreement,
  environment: Environment,
  site: SitePlan,
  cell: CellTopology,
  tenants: readonly Tenant[],
): EntryPlan {
  const [shared, ...own] = cell.networks;
  if (shared === undefined) {
    throw new RangeError(`cell ${cell.number} has no network`);
  }
  const { minimumTls, hsts, certificate } = agreement.encryption.inTransit;
  const ownBackends = Object.fromEntries(
    own.map((network) => [network.tenant ?? "", backendAddressIn(segmentOf(network, "web").prefix)]),
  );
  return {
    site: site.code,
    zones: site.zones,
    instances: environment.sizes.applicationGateway,
    backendAddress: backendAddressIn(segmentOf(shared, "web").prefix),
    ...(own.length > 0 && { tenantBackends: ownBackends }),
    privateAddress: gatewayAddressIn(segmentOf(shared, "edge").prefix),
    privatePort: privateEntryPort,
    minimumTls,
    sslPolicy: sslPolicies[minimumTls],
    ...(hsts !== undefined && { strictTransportSeconds: shortestSeconds(hsts) }),
    policies: [
      gatewayPolicy(environment),
      probePolicy(environment, jobSegment(shared).prefix),
      ...tenants.map((tenant) => tenantPolicy(agreement, environment, tenant)),
    ],
    certificate: {
      class: certificate.validation,
      minimumBits: certificate.keyBits,
      signature: certificate.signature,
      promises: promisesOf(agreement.encryption.inTransit),
    },
  };
}

/** What reaches no tenant's host name reaches nothing. */
function gatewayPolicy(environment: Environment): WafPolicyPlan {
  return { key: "gateway", countries: [], addresses: [], requestsPerMinute: environment.sizes.requestsPerMinute };
}

/** Probes are jobs, which run on nodes of their own where the agreement groups servers. A private address is of no country, so none is asked for. */
function probePolicy({ sizes }: Environment, jobs: string): WafPolicyPlan {
  return { key: "probes", countries: "any", addresses: [jobs], requestsPerMinute: sizes.requestsPerMinute };
}

function tenantPolicy(agreement: Agreement, environment: Environment, tenant: Tenant): WafPolicyPlan {
  const { countries } = agreement.access.public;
  return {
    key: tenant.code,
    countries: countries === "any" ? "any" : [...countries].sort(),
    // Nobody gets in to a leaving tenant; its name and certificate stay, so that users see a refusal and not a fault.
    addresses: tenant.state === "leaving" ? [] : (tenant.overrides.addresses ?? "any"),
    requestsPerMinute: environment.sizes.requestsPerMinute,
  };
}
