import type { LinkFault } from "@practicum/contracts/billing/clearinghouse-link";

/** What is wrong with the connection, and what to do about it. `about` is the folder or file meant. */
export function linkFaultWords(fault: LinkFault, about: string | null): { readonly is: string; readonly todo: string } {
  const named = about === null ? "" : ` “${about}”`;
  switch (fault) {
    case "name-unknown":
      return {
        is: "No server has this name.",
        todo: "Compare the server's name, and look whether this server has a network.",
      };
    case "no-answer":
      return {
        is: "The server does not answer.",
        todo: "Compare name and port. Some clearinghouses let in only addresses that they were told: ask for yours.",
      };
    case "not-ssh":
      return { is: "What answers there is no SFTP server.", todo: "Compare the port: mostly 22." };
    case "host-key-unknown":
      return {
        is: "The server showed its key, and nobody has said yet that it is the clearinghouse's.",
        todo: "Compare it below with the one that the clearinghouse published.",
      };
    case "host-key-changed":
      return {
        is: "The server shows another key than before. It may be another server: nothing was sent to it.",
        todo: "Ask the clearinghouse, by a number you know, whether it changed its key; then compare it below.",
      };
    case "no-key":
      return {
        is: "The key for signing in is not on this server: it does not come along with a backup.",
        todo: "Make a new key, and give its public half to the clearinghouse.",
      };
    case "no-password":
      return {
        is: "The password is not on this server.",
        todo: "Where Practicum runs: npm run practicum -- clearinghouse --password-file FILE",
      };
    case "sign-in-refused":
      return {
        is: "The server refuses the sign-in.",
        todo: "Compare the user name, and ask whether the clearinghouse has your public key. Then try again here.",
      };
    case "no-outbound":
    case "no-inbound":
      return {
        is: `There is no folder${named} on the server.`,
        todo: "Compare its name with the clearinghouse's letter.",
      };
    case "not-writable":
      return { is: `The server does not let us write${named}.`, todo: "Ask the clearinghouse for the right to." };
    case "not-readable":
      return { is: `The server does not let us read${named}.`, todo: "Ask the clearinghouse for the right to." };
    case "not-deletable":
      return {
        is: `The server does not let us remove${named}. It is here already.`,
        todo: "Choose that files are left there, or ask for the right to remove them.",
      };
    case "name-taken":
      return {
        is: `The server has another file under the name${named}.`,
        todo: "Ask the clearinghouse what it is; ours waits here and is not written over it.",
      };
    case "broke-off":
      return { is: "The connection broke off.", todo: "It is tried again by itself; nothing is sent twice." };
  }
}
