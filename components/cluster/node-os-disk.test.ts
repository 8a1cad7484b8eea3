import { describe, expect, it } from "vitest";
import { nodeOsDisk } from "./node-os-disk";

describe("nodeOsDisk", () => {
  it.each(["Standard_D4ds_v5", "Standard_D8ads_v5", "Standard_E4ds_v4"])("is the host's own with %s", (vmSize) => {
    expect(nodeOsDisk(vmSize)).toEqual({ osDiskType: "Ephemeral", osDiskSizeGB: 128 });
  });

  it.each(["Standard_D2ds_v5", "Standard_D4s_v5", "Standard_B4ms", "Standard_L8s_v3", "Standard_D4ds_v6"])(
    "is a managed one with %s, whose local disk is too small or not known",
    (vmSize) => {
      expect(nodeOsDisk(vmSize).osDiskType).toBe("Managed");
    },
  );
});
