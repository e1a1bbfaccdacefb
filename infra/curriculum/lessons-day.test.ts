import { lessonsProveThemselves } from "./proof-suite.ts";

lessonsProveThemselves("day");
