import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { utf8, type SealedKit } from "./seal.ts";

/**
 * A kit as one file that any browser opens. Its policy lets nothing in and nothing out: one program and one style, known by their hashes,
 * and no address at all. Nothing of the practice is readable in it, not even its name or the day.
 */
export async function kitPage(kit: SealedKit): Promise<string> {
  const policy = [
    "default-src 'none'",
    `script-src '${await hashOf(pageScript)}'`,
    `style-src '${await hashOf(pageStyle)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  // Base64 and numbers: nothing in it could end the element that it stands in.
  const data = JSON.stringify(kit);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Downtime kit</title>
<style>${pageStyle}</style>
</head>
<body>
<main class="lock" id="locked">
<h1>Downtime kit</h1>
<p>Sealed. It opens here, without a network, by the passphrase of the kit.</p>
<form id="unlock">
<label for="passphrase">Passphrase</label>
<input id="passphrase" type="password" autocomplete="off" required autofocus>
<button class="main" id="open" type="submit">Open</button>
<p class="wrong" id="said" role="status"></p>
</form>
</main>
<main id="kit-page" hidden>
<div class="head">
<h1 id="title"></h1>
<p id="about" class="dim"></p>
</div>
<div class="bar screen">
<input id="find" type="search" aria-label="Find a patient, telephone, provider or sheet" placeholder="Find a patient, telephone, provider or sheet" size="44">
<button id="print-schedule" type="button">Print the schedule</button>
<button id="print-sheets" type="button">Print the sheets</button>
<button id="lock" type="button">Lock</button>
</div>
<section class="schedule" aria-labelledby="schedule-title">
<h2 id="schedule-title">Schedule</h2>
<div class="wide" id="schedule"></div>
</section>
<section class="screen" aria-labelledby="patients-title">
<h2 id="patients-title">Patients</h2>
<div id="patients"></div>
</section>
<section class="papers" id="papers" aria-label="Sheets"></section>
</main>
<script type="application/json" id="kit">${data}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", utf8(text));
  return `sha256-${new Uint8Array(hash).toBase64()}`;
}
