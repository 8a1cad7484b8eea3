import { expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { tlsOf } from "./tls-version";

export const rule = propertyRule({
  id: "sql-minimum-tls",
  title: "Database servers refuse TLS older than agreed",
  why: "An old version of TLS can be broken by someone on the way, who then reads customers' data.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.inTransit.minimumTls"],
  remediation: "Set minimalTlsVersion to the agreed version.",
  types: ["sql:Server"],
  judge: (server, { agreement }) => expectProperties(server, { minimalTlsVersion: tlsOf(agreement, "1.3") }),
  cases: {
    pass: { given: one("sql:Server", { minimalTlsVersion: "1.2" }), says: ['minimalTlsVersion is "1.2"'] },
    fail: {
      given: one("sql:Server", { minimalTlsVersion: "1.2" }),
      agreement: { "encryption.inTransit.minimumTls": "1.3" },
      says: ['minimalTlsVersion is "1.2"; it has to be TLS 1.3 or newer'],
    },
    absent: {
      given: one("sql:Server", {}),
      says: ['minimalTlsVersion is absent, which means "None" on Azure; it has to be TLS 1.2 or newer'],
    },
    unknown: {
      given: one("sql:Server", { minimalTlsVersion: UNKNOWN }),
      says: ["minimalTlsVersion is not known before the update; it has to be TLS 1.2 or newer"],
    },
    notApplicable: otherType("sql:Server"),
  },
  sabotage: [
    { what: "accepts TLS 1.1", type: "sql:Server", set: { minimalTlsVersion: "1.1" } },
    { what: "leaves the version to Azure", type: "sql:Server", set: { minimalTlsVersion: undefined } },
  ],
});
