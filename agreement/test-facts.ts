import type { CloudFacts } from "./cloud-facts";

const threeZones = ["1", "2", "3"];

/** Facts for tests of this folder: the regions that the five agreements name and those that tempt to leave a country. */
export const testFacts: CloudFacts = {
  regions: [
    { name: "westeurope", country: "NL", zones: threeZones, pair: "northeurope" },
    { name: "northeurope", country: "IE", zones: threeZones, pair: "westeurope" },
    { name: "norwayeast", country: "NO", zones: threeZones, pair: "norwaywest" },
    { name: "norwaywest", country: "NO", zones: [], pair: "norwayeast" },
    { name: "swedencentral", country: "SE", zones: threeZones, pair: "swedensouth" },
    { name: "swedensouth", country: "SE", zones: [], pair: "swedencentral" },
    { name: "uksouth", country: "GB", zones: threeZones, pair: "ukwest" },
  ],
  pinnableZones: (region) => (region === "westeurope" || region === "norwayeast" ? threeZones : []),
  tenantsPerCell: (_, compute) => ({ namespace: 20, nodePool: 12, cluster: 4 })[compute],
};
