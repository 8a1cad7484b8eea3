import { DefenderPlans } from "../../components/security/defender-plans";
import { PlatformKeyVault } from "../../components/security/platform-key-vault";
import { Registry, type RegistryAccess } from "../../components/security/registry";
import { SecondGuard } from "../../components/security/second-guard";
import { componentCase, type ComponentFamily } from "./component-case";
import { DIRECTORY, type Place } from "./place";

const endpoints = (place: Place) => place.subnetId("endpoints", 0);

function access(place: Place): RegistryAccess {
  return {
    ...place.at(),
    location: "westeurope",
    subnetId: endpoints(place),
    zoneId: place.zoneId("containerRegistry"),
  };
}

const vault = (place: Place) => ({
  ...place.at(),
  directory: DIRECTORY,
  subnetId: endpoints(place),
  zoneId: place.zoneId("keyVault"),
});

export const security: ComponentFamily = {
  PlatformKeyVault: componentCase(PlatformKeyVault)({
    smallest: (place) => ({ ...vault(place), purgeProtection: false }),
    everything: (place) => ({ ...vault(place), purgeProtection: false, logArchiveId: place.account("log").id }),
    hardened: (place) => ({ ...vault(place), purgeProtection: true, logArchiveId: place.account("log").id }),
  }),
  Registry: componentCase(Registry)({
    smallest: (place) => ({ ...place.at(), zoneRedundant: false, replicas: [], access: {} }),
    everything: (place) => ({
      ...place.at(),
      zoneRedundant: true,
      replicas: [{ location: "northeurope", zoneRedundant: true }],
      access: { weu: access(place) },
    }),
    hardened: (place) => ({ ...place.at(), zoneRedundant: true, replicas: [], access: { weu: access(place) } }),
  }),
  DefenderPlans: componentCase(DefenderPlans)({
    smallest: ({ subscription }) => ({ subscriptions: { cells: subscription }, uploadsIn: [] }),
    // One subscription in two roles is set once.
    everything: ({ subscription }) => ({
      subscriptions: { platform: subscription, cells: subscription },
      uploadsIn: ["cells"],
    }),
    hardened: ({ subscription }) => ({ subscriptions: { cells: subscription }, uploadsIn: ["cells"] }),
  }),
  SecondGuard: componentCase(SecondGuard)({
    smallest: ({ subscription }) => ({
      subscriptions: { cells: subscription },
      regions: [],
      stateGroup: "rg-state",
    }),
    everything: ({ subscription }) => ({
      subscriptions: { platform: subscription, cells: subscription },
      regions: [
        { key: "databases", types: ["Microsoft.Sql/servers"], regions: ["westeurope"] },
        { key: "all", types: [], regions: ["westeurope", "northeurope", "global"] },
      ],
      stateGroup: "rg-state",
    }),
    hardened: ({ subscription }) => ({
      subscriptions: { cells: subscription },
      regions: [{ key: "all", types: [], regions: ["westeurope"] }],
      stateGroup: "rg-state",
    }),
  }),
};
