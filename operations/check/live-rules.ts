import type { Concern, Severity } from "../../policies/framework/rule";
import type { AttributeKind } from "../live-probe/judge-host";

/** What is asked of the hosts themselves, because no resource of Azure shows it. */
export interface LiveRule {
  /** No id of a rule about resources begins like it; waivers do not know it. */
  readonly id: `live-${string}`;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly concern: Concern;
  readonly remediation: string;
  /** Clauses of the agreement that say it; the rule applies where the agreement has one of them. */
  readonly clauses: readonly string[];
  /** A rule about resources that shows the same controls of ISO/IEC 27001. */
  readonly controlsOf: string;
}

const certificate = {
  severity: "high",
  concern: "security",
  remediation:
    "Put a certificate as the agreement declares it into the key vault of the site, under the name of the old.",
  controlsOf: "gateway-minimum-tls",
} as const;

/** By what the probe looks at. */
export const liveRules: Readonly<Record<AttributeKind, LiveRule>> = {
  version: {
    id: "live-tls-version",
    title: "Hosts speak TLS of the agreed version and refuse what is older",
    why: "Older versions can be broken by whoever is on the way.",
    severity: "critical",
    concern: "security",
    remediation: "Set the TLS policy of the gateway, and look for what else answers at the address.",
    clauses: ["encryption.inTransit.minimumTls"],
    controlsOf: "gateway-minimum-tls",
  },
  trust: {
    ...certificate,
    id: "live-certificate-trust",
    title: "The certificate of a host is trusted for its name",
    why: "Users learn to click warnings away, or cannot get in.",
    clauses: ["encryption.inTransit.certificate"],
  },
  key: {
    ...certificate,
    id: "live-certificate-key",
    title: "The key of the certificate has the agreed strength",
    why: "A short key can be worked out, and then anybody can be the host.",
    clauses: ["encryption.inTransit.certificate.keyBits"],
  },
  signature: {
    ...certificate,
    id: "live-certificate-signature",
    title: "The certificate and its chain are signed with the agreed hash or a stronger one",
    why: "A weak hash lets others make a certificate that looks the same.",
    clauses: ["encryption.inTransit.certificate.signature"],
  },
  validation: {
    ...certificate,
    id: "live-certificate-validation",
    title: "The holder of the certificate was validated as agreed",
    why: "Customers were promised that somebody looked at who is behind the name.",
    severity: "medium",
    clauses: ["encryption.inTransit.certificate.validation"],
  },
  expiry: {
    ...certificate,
    id: "live-certificate-expiry",
    title: "The certificate is good for 30 days or more",
    why: "On its last day nobody gets in any more.",
    concern: "continuity",
    clauses: ["encryption.inTransit.certificate"],
  },
  transport: {
    id: "live-strict-transport",
    title: "Answers tell browsers to keep to HTTPS for the agreed time",
    why: "A first request without TLS can be led elsewhere.",
    severity: "medium",
    concern: "security",
    remediation: "Add the header Strict-Transport-Security where it is lost between the gateway's rule and the user.",
    clauses: ["encryption.inTransit.hsts"],
    controlsOf: "gateway-strict-transport",
  },
};
