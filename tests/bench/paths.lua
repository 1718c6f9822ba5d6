-- Asks for the addresses in a file, a line each ("htmx" or "page", a space, the address), and
-- counts every answer that is not a 2xx. Written for wrk (github.com/wg/wrk).

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

function init(arguments)
  math.randomseed(number)
  requests, bad, bytes = {}, 0, 0
  for line in io.lines(arguments[1]) do
    local kind, path = line:match("^(%S+) (.+)$")
    local headers = { ["Accept-Encoding"] = "br" }
    if kind == "htmx" then
      headers["HX-Request"] = "true"
      headers["HX-Target"] = "event-results"
    end
    table.insert(requests, wrk.format("GET", path, headers))
  end
end

function request()
  return requests[math.random(#requests)]
end

function response(status, headers, body)
  bytes = bytes + #body
  if status < 200 or status > 299 then
    bad = bad + 1
  end
end

function done(summary, latency, requests)
  local others, sent = 0, 0
  for _, thread in ipairs(threads) do
    others, sent = others + thread:get("bad"), sent + thread:get("bytes")
  end
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "bytes": %.0f, "p50": %f, "p95": %f, "p99": %f, "most": %f,'
      .. ' "others": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d}\n',
    summary.requests, summary.duration / 1e6, sent, latency:percentile(50) / 1e6,
    latency:percentile(95) / 1e6, latency:percentile(99) / 1e6, latency.max / 1e6, others,
    failed.connect, failed.read, failed.write, failed.timeout
  ))
end
