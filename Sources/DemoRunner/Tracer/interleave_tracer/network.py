"""Calls that wait for the network."""

from . import blocking, lanes
from .blocking import Description, fixed, known

_get_ident = lanes.get_ident


def watch_sockets(module):
    for name in ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into"):
        _wrap(module.socket, name, "read", "socket.%s" % name)
    for name in ("send", "sendall", "sendto", "sendmsg"):
        _wrap(module.socket, name, "write", "socket.%s" % name)
    _wrap(module.socket, "accept", "accept", "socket.accept")
    _wrap(module.socket, "connect", "connect", "socket.connect")
    known(module.create_connection, fixed("connect", "socket.create_connection"))
    look_up = fixed("lookup", "a name look-up")
    blocking.wrap_method(module, "getaddrinfo", look_up)
    for name in ("gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"):
        blocking.wrap_builtin(module, name, look_up)


def watch_encrypted(module):
    for name in ("recv", "recv_into", "read"):
        _wrap(module.SSLSocket, name, "read", "socket.%s" % name)
    for name in ("send", "sendall", "write"):
        _wrap(module.SSLSocket, name, "write", "socket.%s" % name)
    _wrap(module.SSLSocket, "do_handshake", "connect", "a TLS handshake")
    _wrap(module.SSLSocket, "unwrap", "close", "a TLS connection to close")


def _wrap(owner, name, kind, words):
    original = getattr(owner, name, None)
    if original is None:
        return
    description = Description(kind, words)

    def method(self, *args, **options):
        if self.gettimeout() == 0 or _get_ident() in blocking.busy:
            return original(self, *args, **options)
        return blocking.run(description, original, (self,) + args, options)

    blocking.dress(method, original)
    method.__module__ = owner.__module__
    method.__qualname__ = "%s.%s" % (owner.__qualname__, name)
    setattr(owner, name, method)


def watch_http(module):
    known(module.HTTPConnection.connect, fixed("connect", "a connection to the server"))
    known(module.HTTPConnection.getresponse, fixed("read", "the server's answer"))
    known(module.HTTPResponse.read, fixed("read", "the server's answer"))


def watch_requests(module):
    known(module.urlopen, fixed("read", "urlopen"))


def watch_servers(module):
    known(module.BaseServer.serve_forever, fixed("server", "serve_forever"))
