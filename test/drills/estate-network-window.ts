import type { Plan } from "../../infra/plan/plan";
import { windowsTimeZone } from "../../azure/windows-time-zone";
import type { EstateCloud } from "./estate-cloud";

/** Keeps a firewall or VPN gateway to the planned window, as the program does; where none is planned it has none. */
export async function keepToWindow(estate: EstateCloud, { maintenance: { network } }: Plan, id: string): Promise<void> {
  if (network === undefined) return;
  const [group = "", part = ""] = id.split("/providers/");
  const name = `mc-${part.split("/").at(-1) ?? ""}`;
  const configuration = `${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/${name}`;
  await estate.put(configuration, {
    properties: {
      maintenanceWindow: {
        startDateTime: `2026-01-01 ${network.startTime}`,
        duration: `${String(network.hours).padStart(2, "0")}:00`,
        recurEvery: "1Day",
        timeZone: windowsTimeZone(network.timeZone),
      },
    },
  });
  await estate.put(`${id}/providers/Microsoft.Maintenance/configurationAssignments/${name}`, {
    properties: { maintenanceConfigurationId: configuration },
  });
}
