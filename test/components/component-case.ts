import type { ComponentResource, ComponentResourceOptions } from "@pulumi/pulumi";
import type { ArgumentSet, Place } from "./place";

/** A component with its three sets of arguments. */
export interface ComponentCase {
  /** Makes the component at the place of one set, by that set's arguments. */
  readonly make: (name: string, place: Place) => void;
}

/** The components of a family by their names, in an order in which what is needed comes first. */
export type ComponentFamily = Readonly<Record<string, ComponentCase>>;

/** How the arguments of each set are made. */
export type ArgumentTable<Args> = Readonly<Record<ArgumentSet, (place: Place) => Args>>;

/**
 * A component by its class, and then its arguments: apart, so that the class decides their type.
 *
 * @param more options of the component, for what lives inside of a cluster
 */
export function componentCase<Args>(
  type: new (name: string, args: Args, options?: ComponentResourceOptions) => ComponentResource,
  more: (place: Place) => ComponentResourceOptions = ({ provider }) => ({ provider }),
): (table: ArgumentTable<Args>) => ComponentCase {
  return (table) => ({
    make: (name, place) => {
      const component = new type(name, table[place.set](place), more(place));
      place.add(type, component);
    },
  });
}
