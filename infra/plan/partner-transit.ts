import type { Agreement } from "../../agreement/agreement";
import { promisesOf } from "./clause-promises";
import type { Refusal } from "./decision";

/**
 * Partners that reach each other through our gateways: a gateway tells a partner that speaks BGP the networks of every
 * other one and carries packets between them, past the firewall. Azure has nothing to stop it outside of Virtual WAN.
 *
 * Source: Microsoft Learn, vpn-gateway/vpn-gateway-vpn-faq (2025), prefixes that are advertised and custom traffic
 * selectors, which a gateway takes as the other side proposes them.
 */
export function transitRefusals({ access }: Agreement): readonly Refusal[] {
  const { partners } = access.management;
  const pairs = partners.flatMap((one, index) =>
    partners.slice(index + 1).flatMap((other) => {
      const speaks = [one, other].some(({ asn }) => asn !== undefined);
      return speaks ? [`${one.name} and ${other.name}`] : [];
    }),
  );
  if (pairs.length === 0) return [];
  return [
    {
      about: "tunnels",
      refused: `keeping ${pairs.join(", ")} apart at our gateways`,
      because:
        "Azure carries packets between partners of which one speaks BGP, and filters neither routes nor packets there; they reach nothing of the platform, and the partners have to close their own devices",
      promises: promisesOf(access.management),
    },
  ];
}
