/** It is every workflow's; money's pages find it here. */
export { saveFile } from "../../shell/save-file.ts";
