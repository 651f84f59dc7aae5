import http.client
import http.server
import threading
import time

LATENCY = 0.4  # knob 0.1..0.8 step 0.1: how long a page takes
PAGES = ["home", "prices", "news", "jobs", "contact", "terms"]


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(LATENCY)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"<h1>This is {self.path}</h1>".encode())

    def log_message(self, *details):
        pass  # no line for each request


def download(page):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/{page}")
    return connection.getresponse().read()


server = http.server.HTTPServer(("127.0.0.1", 0), Shop)
port = server.server_port
serve = threading.Thread(target=server.serve_forever, name="server")
serve.daemon = True  # it ends with the program
serve.start()

started = time.perf_counter()
size = 0
for number, page in enumerate(PAGES, start=1):
    size += len(download(page))
    print(f"{number} of {len(PAGES)}: {page}")
total = time.perf_counter() - started
print(f"{len(PAGES)} pages, {size} bytes, {total:.2f} s in all")
