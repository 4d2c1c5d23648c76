/** Code with which a receiver verifies our messages, filled with the destination's own values. Pure. */

export const SAMPLE_LANGUAGES = ['Node', 'Python', 'PHP', 'Go'] as const;
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

export interface SampleValues {
  url: string;
  hasAccessKey: boolean;
}

/** The secret is never in the sample: it belongs into the environment. */
export function verificationSample(language: SampleLanguage, values: SampleValues): string {
  const path = URL.canParse(values.url) ? new URL(values.url).pathname : '/';
  return SAMPLES[language](path, values.hasAccessKey).trim();
}

type Sample = (path: string, hasAccessKey: boolean) => string;

/** The line, and its end, only when it is wanted. */
const when = (isWanted: boolean, line: string): string => (isWanted ? `${line}\n` : '');

const SAMPLES: Record<SampleLanguage, Sample> = {
  Node: (path, hasAccessKey) => `
// npm install express standardwebhooks
import express from 'express';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.DESTINATION_SECRET);

express()
  .post('${path}', express.raw({ type: 'application/json' }), (req, res) => {
${when(hasAccessKey, "    if (req.get('x-api-key') !== process.env.ACCESS_KEY) return res.sendStatus(401);")}    const message = webhook.verify(req.body.toString(), req.headers);
    console.log(message.action, message.type, message.url);
    res.sendStatus(204);
  })
  .listen(3000);
`,

  Python: (path, hasAccessKey) => `
# pip install flask standardwebhooks
import os
from flask import Flask, request
from standardwebhooks import Webhook

app = Flask(__name__)
webhook = Webhook(os.environ["DESTINATION_SECRET"])

@app.post("${path}")
def receive():
${when(hasAccessKey, '    if request.headers.get("x-api-key") != os.environ["ACCESS_KEY"]:\n        return "", 401')}    message = webhook.verify(request.get_data(as_text=True), dict(request.headers))
    print(message["action"], message["type"], message["url"])
    return "", 204
`,

  PHP: (path, hasAccessKey) => `
<?php // ${path} – composer require standard-webhooks/standard-webhooks
require 'vendor/autoload.php';

${when(hasAccessKey, "if (($_SERVER['HTTP_X_API_KEY'] ?? '') !== getenv('ACCESS_KEY')) { http_response_code(401); exit; }")}$webhook = new \\StandardWebhooks\\Webhook(getenv('DESTINATION_SECRET'));
$headers = array_change_key_case(getallheaders());
$message = $webhook->verify(file_get_contents('php://input'), $headers);
error_log("$message[action] $message[type] $message[url]");
http_response_code(204);
`,

  Go: (path, hasAccessKey) => `
// go get github.com/standard-webhooks/standard-webhooks/libraries/go
package main

import (
	"io"
	"log"
	"net/http"
	"os"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

func main() {
	webhook, err := webhooks.NewWebhook(os.Getenv("DESTINATION_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("${path}", func(w http.ResponseWriter, r *http.Request) {
${when(hasAccessKey, '\t\tif r.Header.Get("x-api-key") != os.Getenv("ACCESS_KEY") {\n\t\t\tw.WriteHeader(401)\n\t\t\treturn\n\t\t}')}		body, _ := io.ReadAll(r.Body)
		if webhook.Verify(body, r.Header) != nil {
			w.WriteHeader(400)
			return
		}
		log.Printf("%s", body)
		w.WriteHeader(204)
	})
	log.Fatal(http.ListenAndServe(":3000", nil))
}
`,
};
