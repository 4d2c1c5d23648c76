/** Receivers that verify our messages, complete and ready to run. docs/receivers.md shows the same. Pure. */

export const SAMPLE_LANGUAGES = ['Node', 'Python', 'PHP', 'Ruby', 'Go'] as const;
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

export interface SampleValues {
  hasAccessKey: boolean;
}

/** The secret is never in the sample: it belongs into the environment. */
export function verificationSample(language: SampleLanguage, values: SampleValues): string {
  return SAMPLES[language](values.hasAccessKey).trim();
}

type Sample = (hasAccessKey: boolean) => string;

/** The lines, and their end, only when they are wanted. */
const when = (isWanted: boolean, lines: string): string => (isWanted ? `${lines}\n` : '');

const SAMPLES: Record<SampleLanguage, Sample> = {
  Node: (hasAccessKey) => `
// receiver.mjs: npm install standardwebhooks
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.DESTINATION_SECRET);

const server = createServer(async (request, response) => {
${when(
  hasAccessKey,
  `  if (request.headers['x-api-key'] !== process.env.ACCESS_KEY) {
    response.writeHead(401).end();
    return;
  }`
)}  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();

  try {
    const message = webhook.verify(body, request.headers);
    console.log(message.action, message.type, message.originId);
    response.writeHead(204).end();
  } catch {
    response.writeHead(401).end();
  }
});
server.listen(process.env.PORT ?? 3000);
`,

  Python: (hasAccessKey) => `
# receiver.py: pip install standardwebhooks
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["DESTINATION_SECRET"])


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.send_response(self.receive(body))
        self.end_headers()

    def receive(self, body):
${when(
  hasAccessKey,
  `        if self.headers["x-api-key"] != os.environ["ACCESS_KEY"]:
            return 401`
)}        try:
            webhook.verify(body, dict(self.headers))
        except WebhookVerificationError:
            return 401
        message = json.loads(body)
        print(message["action"], message["type"], message["originId"], flush=True)
        return 204


ThreadingHTTPServer(("", int(os.environ.get("PORT", 3000))), Receiver).serve_forever()
`,

  PHP: (hasAccessKey) => `
<?php // receiver.php: composer require standard-webhooks/standard-webhooks
require 'vendor/autoload.php';

use StandardWebhooks\\Exception\\WebhookVerificationException;
use StandardWebhooks\\Webhook;

$headers = array_change_key_case(getallheaders());
${when(
  hasAccessKey,
  `if (($headers['x-api-key'] ?? '') !== getenv('ACCESS_KEY')) {
    http_response_code(401);
    exit;
}`
)}$webhook = new Webhook(getenv('DESTINATION_SECRET'));
try {
    $message = $webhook->verify(file_get_contents('php://input'), $headers);
    error_log("$message[action] $message[type] $message[originId]");
    http_response_code(204);
} catch (WebhookVerificationException) {
    http_response_code(401);
}
`,

  Ruby: (hasAccessKey) => `
# receiver.rb: gem install standardwebhooks webrick
require "standardwebhooks"
require "webrick"

webhook = StandardWebhooks::Webhook.new(ENV.fetch("DESTINATION_SECRET"))

server = WEBrick::HTTPServer.new(Port: ENV.fetch("PORT", 3000).to_i)
server.mount_proc("/") do |request, response|
${when(
  hasAccessKey,
  `  if request["x-api-key"] != ENV.fetch("ACCESS_KEY")
    response.status = 401
    next
  end`
)}  message = webhook.verify(request.body, request)
  puts message.values_at("action", "type", "originId").join(" ")
  response.status = 204
rescue StandardWebhooks::WebhookVerificationError
  response.status = 401
end
$stdout.sync = true
server.start
`,

  Go: (hasAccessKey) => `
// receiver.go: go get github.com/standard-webhooks/standard-webhooks/libraries
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

func main() {
	webhook, err := standardwebhooks.NewWebhook(os.Getenv("DESTINATION_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
${when(
  hasAccessKey,
  `		if r.Header.Get("x-api-key") != os.Getenv("ACCESS_KEY") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}`
)}		body, err := io.ReadAll(r.Body)
		if err != nil || webhook.Verify(body, r.Header) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var message struct{ Action, Type, OriginId string }
		if json.Unmarshal(body, &message) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		fmt.Println(message.Action, message.Type, message.OriginId)
		w.WriteHeader(http.StatusNoContent)
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
`,
};
