import { startJob } from "../job/start-job";
import { restoreJob } from "./restore-job";

void startJob(restoreJob);
