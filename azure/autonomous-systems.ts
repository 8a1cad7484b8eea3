/**
 * Autonomous system numbers that nobody may have who speaks BGP with a VPN gateway of Azure: Azure keeps some for
 * itself, and IANA has given others away for good.
 *
 * Source: Microsoft Learn, includes/vpn-gateway-faq-bgp-include (2019).
 */
const RESERVED: readonly (readonly [first: number, last: number])[] = [
  [8_074, 8_075],
  [12_076, 12_076],
  [23_456, 23_456],
  [64_496, 64_511],
  [65_517, 65_520],
  [65_535, 65_551],
  [429_496_729, 429_496_729],
];

/** What a VPN gateway has that is given no number, so that no device on the other side can have it. */
export const DEFAULT_GATEWAY_SYSTEM = 65_515;

/** Whether a number is kept, so that neither a gateway nor a device can have it. */
export function isReservedSystem(number: number): boolean {
  return RESERVED.some(([first, last]) => first <= number && number <= last);
}

/** The private numbers of two bytes (RFC 6996) without those that are kept. */
export const FREE_PRIVATE_SYSTEMS = "64512 to 65514, or 65521 to 65534";
