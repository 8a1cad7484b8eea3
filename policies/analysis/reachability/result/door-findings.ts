import type { NetworkModel } from "../model/network-model";
import type { AddressAxis } from "../packets/address-axis";
import { intersectionOf } from "../packets/intervals";
import type { FirewallSets } from "../semantics/firewall-sets";
import type { ReachabilityFinding } from "./finding";

/**
 * Services whose own firewall lets anybody in from outside: every flow of a platform goes by private endpoints, so no
 * such door is needed.
 */
export function doorFindings(
  model: NetworkModel,
  firewalls: FirewallSets,
  axis: AddressAxis,
): readonly ReachabilityFinding[] {
  return model.services.flatMap(({ label, port, doors, resource }) =>
    doors.flatMap(({ sources, rule }): readonly ReachabilityFinding[] => {
      const [source] = intersectionOf(firewalls.places(sources), axis.publicSources);
      if (source === undefined) return [];
      const witness = { source: axis.text(source), destination: `${label} (public address)`, service: `TCP ${port}` };
      return [
        {
          kind: "forbidden",
          about: `internet-${label}`,
          message:
            `the internet reaches ${label} at its public address, which nobody needs. ` +
            `Witness: ${witness.service} from ${witness.source}. Decided by: ${rule} of ${label}`,
          witness,
          path: [{ what: `comes from the internet to ${label}`, rule, passes: true }],
          decides: rule,
          resource,
        },
      ];
    }),
  );
}
