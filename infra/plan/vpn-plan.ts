import type { Ipsec } from "../../azure/network-rules";

/** A partner's VPN device, or one of them. */
export interface PartnerDevicePlan {
  readonly partner: string;
  /** `1`, `2` …: the place of the device within its partner's list. */
  readonly number: number;
  readonly address: string;
  readonly prefixes: readonly string[];
  readonly bgp?: { readonly asn: number; readonly peer: string };
}

export interface VpnGatewayPlan {
  readonly site: string;
  readonly sku: string;
  readonly zones: readonly string[];
  readonly asn: number;
  readonly partners: readonly PartnerDevicePlan[];
}

export interface VpnPlan {
  readonly gateways: readonly VpnGatewayPlan[];
  /** Pairs of site codes, joined gateway to gateway in both directions; none where no flow goes from site to site. */
  readonly siteLinks: readonly (readonly [string, string])[];
  readonly ipsec: Ipsec;
  /** Prefixes from which management is allowed. */
  readonly managementPrefixes: readonly string[];
}
