import { startJob } from "../job/start-job";
import { exportJob } from "./export-job";

void startJob(exportJob);
