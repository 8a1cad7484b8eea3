/** Complete firewall policy of one listener: Azure replaces the gateway's policy by a listener's, it does not add. */
export interface WafPolicyPlan {
  /** `gateway`, `probes` or the tenant's code. */
  readonly key: string;
  /** ISO countries let in; `any` where the agreement does not restrict. Unknown countries are blocked with the rest. */
  readonly countries: readonly string[] | "any";
  /** Prefixes let in; `any` where the tenant has not bought fixed addresses; none where it is leaving. */
  readonly addresses: readonly string[] | "any";
  /** Requests a minute and client address. */
  readonly requestsPerMinute: number;
}

/** What a certificate has to be. */
export interface CertificatePlan {
  readonly class: "DV" | "OV" | "EV";
  /** Bits of an RSA key, or the RSA strength that an elliptic key equals. */
  readonly minimumBits: number;
  /** Weakest hash of the signature. */
  readonly signature: "SHA256" | "SHA384" | "SHA512";
  readonly promises: readonly string[];
}

/** Public entry of a cell at one site: a web application firewall with a listener for each tenant. */
export interface EntryPlan {
  readonly site: string;
  readonly zones: readonly string[];
  readonly instances: { readonly minimum: number; readonly maximum: number };
  /** Private address of the cluster's internal load balancer, reserved in the web segment. */
  readonly backendAddress: string;
  /** The same, by tenant code, for tenants with a cluster of their own; absent where no tenant has one. */
  readonly tenantBackends?: Readonly<Record<string, string>>;
  /**
   * Private frontend of the gateway, where every tenant's host name answers to probes: they come by no public address,
   * so no country's filter and no tenant's fixed addresses stand in their way.
   */
  readonly privateAddress: string;
  readonly privatePort: number;
  readonly minimumTls: "1.2" | "1.3";
  readonly sslPolicy: string;
  /** For how long a browser that was here refuses to come without TLS; absent where nothing is agreed. */
  readonly strictTransportSeconds?: number;
  /** One for each tenant, one for the probes, and the gateway's own, which lets nothing in. */
  readonly policies: readonly WafPolicyPlan[];
  /** What the agreement says of the listeners' certificates; no resource can show it, so a live probe looks. */
  readonly certificate: CertificatePlan;
}
