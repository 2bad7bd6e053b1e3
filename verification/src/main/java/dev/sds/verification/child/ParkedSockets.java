package dev.sds.verification.child;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.concurrent.CountDownLatch;

/**
 * Sockets that neither listen nor connect. TLC's fingerprint set is a remote object, which opens a
 * port on every interface and delays the exit; nobody calls it here.
 */
final class ParkedSockets extends RMISocketFactory {

  static void install() throws IOException {
    RMISocketFactory.setSocketFactory(new ParkedSockets());
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new ParkedServerSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("no connections from here");
  }

  private static final class ParkedServerSocket extends ServerSocket {

    private final CountDownLatch never = new CountDownLatch(1);

    ParkedServerSocket() throws IOException {
      super();
    }

    @Override
    public Socket accept() throws IOException {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public int getLocalPort() {
      return 1;
    }
  }
}
