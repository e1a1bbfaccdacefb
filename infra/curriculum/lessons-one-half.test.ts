import { lessonsProveThemselves } from "./proves-itself.ts";

lessonsProveThemselves("one");
