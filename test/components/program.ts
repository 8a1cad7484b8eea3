import { withoutVersionAliases } from "../../infra/unversioned-types";
import { FAMILIES } from "./families";
import { ARGUMENT_SETS, Place } from "./place";

/** The Pulumi program of a family: its components by each set of arguments, side by side in one stack. */
export function run(family: string): void {
  withoutVersionAliases();
  for (const set of ARGUMENT_SETS) {
    const place = new Place(set);
    for (const [component, { make }] of Object.entries(FAMILIES[family] ?? {})) make(`${set}-${component}`, place);
  }
}
