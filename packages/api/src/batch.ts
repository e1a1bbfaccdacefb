/** The most calls that one request may carry. A screen asks for a handful at once. */
export const BATCH_MAX = 20;

/** The ids of a request's commands travel in this header, one for each of its calls, in their order. */
export const COMMAND_ID_HEADER = "x-command-id";

/** A role that its person tries on: as JSON, percent-encoded. What is asked is then allowed only where the role allows it too. */
export const TEST_AS_HEADER = "x-practicum-test-as";

/** Names the person whom the page takes for signed in: the gateway refuses what another's session would do in that name. */
export const PERSON_HEADER = "x-practicum-person";
