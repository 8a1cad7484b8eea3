import { compliant, notApplicable, propertyRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { admitted, blockOutside, refusesEverybody } from "./blocking-rules";
import { arePrivate } from "./private-addresses";

const isOfTenant = (one: RegisteredResource): boolean => !/-(gateway|probes)$/.test(one.name);
const policy = (customRules: unknown) =>
  ({ type: "network:WebApplicationFirewallPolicy", inputs: { customRules } }) as const;

export const rule = propertyRule({
  id: "waf-countries",
  title: "Users get in from the agreed countries only",
  why: "Customers were promised that nobody gets in from elsewhere.",
  severity: "critical",
  concern: "security",
  clauses: ["access.public.countries"],
  remediation:
    "Block every request from outside the agreed countries with a custom rule of operator GeoMatch; without ZZ unknown ones are blocked too.",
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (policy, { agreement }) => {
    const { countries, unknownCountries } = agreement.access.public;
    if (countries === "any") return notApplicable("users get in from any country");
    if (read(policy, "customRules").kind === "unknown") {
      return [undetermined("customRules is not known before the update", policy)];
    }
    if (refusesEverybody(policy)) return [compliant("it refuses everybody", policy)];
    const addresses = admitted(policy, "IPMatch")[0]?.values ?? [];
    // An address that is nobody's on the internet is in no country (it has the code ZZ).
    if (arePrivate(addresses)) return [compliant(`it lets in ${addresses.join(", ")} only, which is private`, policy)];
    const lists = admitted(policy, "GeoMatch");
    const [first] = lists;
    if (first === undefined)
      return [violation(`it lets in every country; only ${countries.join(", ")} may come in`, policy)];
    const allowed = [...countries, ...(unknownCountries === "allowed" ? ["ZZ"] : [])];
    // Whoever is outside of any one list is blocked, so that what all lists have in common gets in.
    const strange = first.values.filter(
      (code) => lists.every(({ values }) => values.includes(code)) && !allowed.includes(code),
    );
    return strange.length === 0
      ? [compliant(`it lets in ${first.values.join(", ")}`, policy)]
      : [violation(`it lets in ${strange.join(", ")}; only ${countries.join(", ")} may come in`, policy)];
  },
  cases: {
    pass: { given: [policy([blockOutside("GeoMatch", ["NL"])])], platform: "cloxxs", says: ["it lets in NL"] },
    fail: {
      given: [policy([blockOutside("GeoMatch", ["NL", "BE", "ZZ"])])],
      platform: "cloxxs",
      says: ["it lets in BE, ZZ; only NL may come in"],
    },
    absent: { given: [policy(undefined)], platform: "cloxxs", says: ["it lets in every country; only NL may come in"] },
    unknown: { given: [policy(UNKNOWN)], platform: "cloxxs", says: ["customRules is not known before the update"] },
    notApplicable: { given: [policy([])], says: ["users get in from any country"] },
  },
  sabotage: [
    {
      what: "removes the filter",
      type: "network:WebApplicationFirewallPolicy",
      where: isOfTenant,
      set: { customRules: [] },
      except: ["coachview", "superoffice", "pct", "draftit"],
      also: ["waf-rate-limit"],
    },
    {
      what: "lets unknown countries in",
      type: "network:WebApplicationFirewallPolicy",
      where: isOfTenant,
      set: { "customRules.0.matchConditions.0.matchValues": ["NL", "ZZ"] },
      except: ["coachview", "superoffice", "pct", "draftit"],
    },
    {
      what: "only logs who comes from elsewhere",
      type: "network:WebApplicationFirewallPolicy",
      where: isOfTenant,
      set: { "customRules.0.action": "Log" },
      except: ["coachview", "superoffice", "pct", "draftit"],
    },
  ],
});
