import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { hasLayer } from "../data/cells";
import { accountRole } from "../residency/account-role";
import { roleOfCopy } from "../residency/places";
import { regionsOfAccount } from "./regions-of-account";

const account = (accountName: string, location: string) =>
  ({ type: "storage:StorageAccount", name: accountName, inputs: { accountName, location } }) as const;

export const rule = relationRule({
  id: "copy-places",
  title: "Every independent copy is in as many places as agreed, apart from the live data as agreed",
  why: "The one place that holds the copy may be the one that burns.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.independentCopies"],
  remediation: "Add an account for the copy in a region that is apart, or use a SKU that copies to the pair.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    if (!hasLayer(resources, "guard")) return notApplicable("the guard layer is not among the resources");
    const accounts = resources.ofType("storage:StorageAccount");
    const open = accounts.find((one) => accountRole(one) === "unknown");
    const active = agreement.sites.find(({ role }) => role === "active")?.region;
    return agreement.backup.independentCopies.map((copy) => {
      const holders = accounts.filter((one) => accountRole(one) === roleOfCopy(copy));
      const regions = new Set(holders.flatMap((one) => regionsOfAccount(one)));
      const about = `copy "${copy.name}" is in ${[...regions].sort().join(" and ") || "no place"}`;
      const isApart = copy.apart === "zone" || copy.places > 1 || [...regions].some((region) => region !== active);
      const places = copy.apart === "zone" && regions.size > 0 ? Math.max(regions.size, copy.places) : regions.size;
      if (places >= copy.places && isApart) return compliant(about);
      if (open !== undefined) return undetermined(`${about}, as far as accounts are known before the update`);
      return violation(
        `${about}; it has to be in ${copy.places}, apart from ${active ?? "the live data"} by ${copy.apart}`,
      );
    });
  },
  cases: {
    pass: {
      given: [account("stsolnowarck3xq", "norwaywest"), account("stsolnoearck3xq", "norwayeast")],
      stack: "superoffice-local-guard",
      says: ['copy "nightly" is in norwayeast and norwaywest'],
    },
    fail: {
      given: [account("stsolnoearck3xq", "norwayeast")],
      stack: "superoffice-local-guard",
      says: ['copy "nightly" is in norwayeast; it has to be in 2, apart from norwayeast by region'],
    },
    absent: {
      given: [account("stsolnoeaudk3xq", "norwayeast")],
      stack: "superoffice-local-guard",
      says: ['copy "nightly" is in no place; it has to be in 2, apart from norwayeast by region'],
    },
    unknown: {
      given: [account(UNKNOWN, "norwayeast")],
      stack: "superoffice-local-guard",
      says: ['copy "nightly" is in no place, as far as accounts are known before the update'],
    },
    notApplicable: {
      given: [account("stsolnoearck3xq", "norwayeast")],
      says: ["the guard layer is not among the resources"],
    },
  },
  sabotage: [
    {
      what: "removes a place",
      type: "storage:StorageAccount",
      where: (one) => ["cpy", "hot", "arc"].includes(accountRole(one) ?? ""),
      remove: true,
      also: ["copy-goes-to-copies", "network-classified", "residency-known"],
      alsoOn: { draftit: ["copy-writers-apart"] },
    },
  ],
});
