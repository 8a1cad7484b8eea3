import { startJob } from "../job/start-job";
import { principalsJob } from "./principals-job";

void startJob(principalsJob);
