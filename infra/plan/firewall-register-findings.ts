import type { FirewallRegister } from "../../agreement/firewall-register";
import { firewallBaselineVersion } from "./firewall-rules";
import type { PlanFinding } from "./plan-finding";

/** A baseline that nobody has reviewed yet in this release. */
export function registerFindings({ baseline }: FirewallRegister): readonly PlanFinding[] {
  return baseline.version === firewallBaselineVersion
    ? []
    : [
        {
          document: "firewall-rules",
          path: ["baseline", "version"],
          given: String(baseline.version),
          allowed: `${firewallBaselineVersion}, the baseline of this release`,
          fixes: [
            `Review what \`deltawerk preview\` of the release changes, then write version ${firewallBaselineVersion} and the day.`,
          ],
          breaks: [],
        },
      ];
}
